// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Cli.Commands;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>10s</c>, <c>1.5h</c> (pkg.go.dev/time,
/// ParseDuration).</summary>
internal static class GoDuration
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
                at++;
            if (!double.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out double count))
            {
                return false;
            }
            int unit = at;
            while (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == 'µ'))
                at++;
            double seconds = text[unit..at] switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 0.001, "us" or "µs" => 0.000001, "ns" => 0.000000001, _ => double.NaN };
            if (double.IsNaN(seconds))
                return false;
            duration += TimeSpan.FromSeconds(count * seconds);
        }
        return text.Length > 0;
    }
}
