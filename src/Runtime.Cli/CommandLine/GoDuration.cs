// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>
/// A length of time as runc's callers write it: decimal numbers, each with a unit, one after the other: `1h15m30.5s`.
/// Source: Go time.ParseDuration.
/// </summary>
internal static class GoDuration
{
    /// <summary>Longest first, so that `ms` is not taken for `m`.</summary>
    private static readonly (string Name, double Seconds)[] Units =
    [
        ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ];

    /// <summary>Null when the text is no length of time, or one of more than 290 years.</summary>
    public static TimeSpan? Parse(string text)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> rest = text.AsSpan(negative || text.StartsWith('+') ? 1 : 0);
        if (rest is "0")
            return TimeSpan.Zero;
        double seconds = 0;
        bool any = false;
        while (!rest.IsEmpty)
        {
            int digits = Math.Max(rest.IndexOfAnyExcept("0123456789."), 0);
            const NumberStyles style = NumberStyles.AllowDecimalPoint;
            if (!double.TryParse(rest[..digits], style, CultureInfo.InvariantCulture, out double number))
                return null;
            if (Unit(ref rest, digits) is not { } unit)
                return null;
            seconds += number * unit;
            any = true;
        }

        // Go counts nanoseconds in 64 bits.
        return any && seconds < long.MaxValue / 1e9 ? TimeSpan.FromSeconds(negative ? -seconds : seconds) : null;
    }

    private static double? Unit(ref ReadOnlySpan<char> rest, int from)
    {
        foreach ((string name, double seconds) in Units)
        {
            if (rest[from..].StartsWith(name))
            {
                rest = rest[(from + name.Length)..];
                return seconds;
            }
        }

        return null;
    }
}
