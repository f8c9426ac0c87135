// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using System.Text.Json;
using Husk.Linux;

namespace Husk.Runtime.Client;

/// <summary>The log that a runtime writes with <c>--log-format json</c>: one object a line.</summary>
internal static class RuntimeLog
{
    // What a runtime says is at most some lines; a hook may say more.
    private const int Limit = 1 << 20;

    /// <summary>The message of the last line whose level is error or fatal; null when there is none.</summary>
    public static string? LastError(ReadOnlySpan<byte> log)
    {
        while (!log.IsEmpty)
        {
            ReadOnlySpan<byte> rest = log.TrimEnd((byte)'\n');
            int start = rest.LastIndexOf((byte)'\n') + 1;
            if (ErrorOf(rest[start..]) is { } message)
                return message;
            log = rest[..start];
        }

        return null;
    }

    /// <summary>The last line of a text that is not empty; null when there is none.</summary>
    public static string? LastLine(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text[(text.LastIndexOf((byte)'\n') + 1)..]);
    }

    /// <summary>All of a file that somebody else has written through another open of it.</summary>
    public static byte[] Content(OwnedFd file)
    {
        Fd.SeekTo(file, 0);
        byte[] content = new byte[Math.Min(Fd.Stat(file).Size, Limit)];
        int length = 0;
        while (length < content.Length && Fd.Read(file, content.AsSpan(length)) is > 0 and var count)
            length += count;
        return content[..length];
    }

    private static string? ErrorOf(ReadOnlySpan<byte> line)
    {
        try
        {
            string? level = null, message = null;
            var json = new Utf8JsonReader(line);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                bool isLevel = json.ValueTextEquals("level"u8), isMessage = json.ValueTextEquals("msg"u8);
                json.Read();
                if (isLevel && json.TokenType == JsonTokenType.String)
                    level = json.GetString();
                else if (isMessage && json.TokenType == JsonTokenType.String)
                    message = json.GetString();
                else
                    json.Skip();
            }

            return level is "error" or "fatal" ? message : null;
        }
        catch (JsonException)
        {
            // A line that another process has cut into, or that is cut at the limit.
            return null;
        }
    }
}
