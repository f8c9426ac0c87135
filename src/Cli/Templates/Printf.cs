// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;

namespace Husk.Cli.Templates;

/// <summary>The part of Go's formatting (pkg.go.dev/fmt) that templates use: %s %v %d %q %x %f %t %%, widths and
/// precision.</summary>
internal static class Printf
{
    public static string Format(string format, ReadOnlySpan<object?> arguments)
    {
        var text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }
            bool left = false;
            bool zero = false;
            for (i++; i < format.Length && format[i] is '-' or '0' or '+' or ' ' or '#'; i++)
            {
                left |= format[i] == '-';
                zero |= format[i] == '0';
            }
            int width = Number(format, ref i) ?? 0;
            int? precision = i < format.Length && format[i] == '.' ? Precision(format, ref i) : null;
            if (i >= format.Length)
                return text.Append("%!(NOVERB)").ToString();
            if (format[i] == '%')
            {
                text.Append('%');
                continue;
            }
            string piece = next < arguments.Length
                ? One(format[i], arguments[next++], precision)
                : $"%!{format[i]}(MISSING)";
            text.Append(left ? piece.PadRight(width) : piece.PadLeft(width, zero && !left ? '0' : ' '));
        }
        return text.ToString();
    }

    private static string One(char verb, object? value, int? precision) => (verb, value) switch
    {
        ('s' or 'v', string text) => precision < text.Length ? text[..precision.Value] : text,
        ('s' or 'v', _) => Values.Print(value),
        ('d', long number) => number.ToString(CultureInfo.InvariantCulture),
        ('t', bool truth) => truth ? "true" : "false",
        ('q', string text) => Values.ToJson(text),
        ('x', long number) => number.ToString("x", CultureInfo.InvariantCulture),
        ('x', string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        ('f', double number) => number.ToString("F" + (precision ?? 6), CultureInfo.InvariantCulture),
        ('f', long number) => ((double)number).ToString("F" + (precision ?? 6), CultureInfo.InvariantCulture),
        _ => $"%!{verb}({Values.Print(value)})",
    };

    private static int? Number(string format, ref int at)
    {
        int start = at;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
            at++;
        return at == start
            ? null
            : int.Parse(format.AsSpan(start, int.Min(at - start, 6)), CultureInfo.InvariantCulture);
    }

    private static int Precision(string format, ref int at)
    {
        at++;
        return Number(format, ref at) ?? 0;
    }
}
