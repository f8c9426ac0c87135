// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Build.Syntax;

/// <summary>A duration as Go writes it: <c>1h30m</c>, <c>1.5s</c>, <c>300ms</c> (pkg.go.dev/time,
/// ParseDuration).</summary>
internal static class Nanoseconds
{
    /// <summary>Null when it is no duration, or more than 292 years.</summary>
    public static long? Parse(string text)
    {
        if (text is "0")
            return 0;
        bool isNegative = text.StartsWith('-');
        decimal sum = 0;
        int at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        if (at == text.Length)
            return null;
        while (at < text.Length)
        {
            int unit = text.AsSpan(at).IndexOfAnyExcept("0123456789.");
            if (unit < 0 || !decimal.TryParse(
                text.AsSpan(at, unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count))
            {
                return null;
            }
            at += unit;
            int next = text.AsSpan(at).IndexOfAny("0123456789.");
            next = next < 0 ? text.Length : at + next;
            if (Unit(text[at..next]) is not { } nanoseconds || count > 10_000_000_000_000_000_000m)
                return null;
            sum += count * nanoseconds;
            if (sum > long.MaxValue)
                return null;
            at = next;
        }
        return (long)(isNegative ? -sum : sum);
    }

    private static long? Unit(string text) => text switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => null,
    };
}
