// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;

namespace Husk.Runtime.Cli.Output;

/// <summary>
/// One log line, in the two shapes that runc's logger (logrus) writes: containerd's shim decodes the JSON one and shows
/// the `msg` of the last whose `level` is `error`; `time` must be RFC 3339 or it shows nothing.
/// </summary>
internal static class LogLine
{
    public static string Of(LogFormat format, LogLevel level, DateTime time, string message)
    {
        string when = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var line = new StringBuilder(message.Length + 64);
        if (format == LogFormat.Json)
        {
            line.Append("{\"level\":\"").Append(Name(level)).Append("\",\"msg\":\"");
            AppendJson(line, message);
            return line.Append("\",\"time\":\"").Append(when).Append("\"}\n").ToString();
        }
        line.Append("time=\"").Append(when).Append("\" level=").Append(Name(level)).Append(" msg=");
        AppendText(line, message);
        return line.Append('\n').ToString();
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Debug => "debug",
        LogLevel.Info => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };

    // RFC 8259 section 7: only the quote, the backslash and what is below U+0020 must be escaped.
    private static void AppendJson(StringBuilder line, string message)
    {
        foreach (char c in message)
        {
            if (AppendEscape(line, c))
                continue;
            if (c < ' ')
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                line.Append(c);
        }
    }

    // As logrus' text formatter: bare while every character is one of these, else quoted as Go's %q does.
    private static void AppendText(StringBuilder line, string message)
    {
        if (message.AsSpan().IndexOfAnyExcept(Bare) < 0)
        {
            line.Append(message);
            return;
        }
        line.Append('"');
        foreach (char c in message)
        {
            if (AppendEscape(line, c))
                continue;
            if (char.IsControl(c))
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else
                line.Append(c);
        }
        line.Append('"');
    }

    private static ReadOnlySpan<char> Bare => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/@^+";

    private static bool AppendEscape(StringBuilder line, char c)
    {
        string? escaped = c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => null,
        };
        line.Append(escaped);
        return escaped is not null;
    }
}
