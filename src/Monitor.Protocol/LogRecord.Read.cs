// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Text;

namespace Husk.Monitor.Protocol;

public static partial class LogRecord
{
    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, IBufferWriter{byte}, out LogStream, out DateTimeOffset, out ReadOnlySpan{byte})"/>
    public static bool TryRead(
        ReadOnlySpan<byte> record, IBufferWriter<byte> text, out LogStream stream, out DateTimeOffset time) =>
        TryRead(record, text, out stream, out time, out _);

    /// <summary>Reads a record.</summary>
    /// <param name="record">The line, with or without its line feed.</param>
    /// <param name="text">Gets the bytes that the container wrote.</param>
    /// <param name="stream">Where it wrote them.</param>
    /// <param name="time">When they came.</param>
    /// <param name="attributes">What the record has besides: a JSON object of strings, or nothing.</param>
    /// <returns>False for what is no whole record: the monitor or the machine stopped in the middle of it.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> record, IBufferWriter<byte> text, out LogStream stream, out DateTimeOffset time,
        out ReadOnlySpan<byte> attributes)
    {
        stream = default;
        time = default;
        attributes = default;
        ReadOnlySpan<byte> rest = record.TrimEnd((byte)'\n');
        if (!Take(ref rest, "{\"log\":\""u8))
            return false;
        int end = EndOfString(rest);
        if (end < 0)
            return false;
        ReadOnlySpan<byte> escaped = rest[..end];
        rest = rest[end..];
        if (!Take(ref rest, "\",\"stream\":\"std"u8))
            return false;
        stream = Take(ref rest, "err"u8) ? LogStream.Stderr : LogStream.Stdout;
        if (stream == LogStream.Stdout && !Take(ref rest, "out"u8))
            return false;
        // The last one: an attribute may be called time too, and in its value quotes are escaped.
        int begin = rest.LastIndexOf("\"time\":\""u8);
        if (begin > 0 && Take(ref rest, "\",\"attrs\":"u8))
        {
            begin -= "\",\"attrs\":"u8.Length;
            attributes = rest[..Math.Max(0, begin - 1)];
        }

        if (begin < 0 || !rest.EndsWith("\"}"u8) || !Rfc3339.TryRead(rest[(begin + 8)..^2], out time))
            return false;
        Unescape(escaped, text);
        return true;
    }

    private static void Unescape(ReadOnlySpan<byte> escaped, IBufferWriter<byte> text)
    {
        Span<byte> character = stackalloc byte[4];
        while (!escaped.IsEmpty)
        {
            int backslash = escaped.IndexOf((byte)'\\');
            text.Write(backslash < 0 ? escaped : escaped[..backslash]);
            if (backslash < 0 || backslash + 1 >= escaped.Length)
                return;
            byte letter = escaped[backslash + 1];
            escaped = escaped[(backslash + 2)..];
            int count = letter == 'u' ? UnescapeHex(ref escaped, character) : 1;
            if (letter != 'u')
                character[0] = Control(letter);
            text.Write(character[..count]);
        }
    }

    private static byte Control(byte letter) => letter switch
    {
        (byte)'n' => 10,
        (byte)'r' => 13,
        (byte)'t' => 9,
        (byte)'b' => 8,
        (byte)'f' => 12,
        _ => letter,
    };

    private static int UnescapeHex(ref ReadOnlySpan<byte> escaped, scoped Span<byte> character)
    {
        int unit = Unit(ref escaped);
        if (unit is >= 0xdc80 and <= 0xdcff)
        {
            character[0] = (byte)unit;
            return 1;
        }

        if (unit is >= 0xd800 and <= 0xdbff && escaped.StartsWith("\\u"u8))
        {
            escaped = escaped[2..];
            unit = 0x10000 + (unit - 0xd800 << 10) + (Unit(ref escaped) - 0xdc00);
        }

        return (Rune.TryCreate(unit, out Rune rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(character);
    }

    private static int Unit(ref ReadOnlySpan<byte> escaped)
    {
        int unit = 0;
        int digits = Math.Min(4, escaped.Length);
        foreach (byte digit in escaped[..digits])
            unit = unit << 4 | Math.Max(0, Hex.IndexOf((byte)(digit | 0x20)));
        escaped = escaped[digits..];
        return unit;
    }

    private static int EndOfString(ReadOnlySpan<byte> text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            int found = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
                return -1;
            at += found;
            if (text[at] == '"')
                return at;
            at++;
        }

        return -1;
    }

    private static bool Take(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> start)
    {
        if (!text.StartsWith(start))
            return false;
        text = text[start.Length..];
        return true;
    }
}
