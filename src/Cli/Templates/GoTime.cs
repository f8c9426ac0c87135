// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Cli.Templates;

/// <summary>Times and durations as Go prints them (pkg.go.dev/time, Time.String and Duration.String).</summary>
internal static class GoTime
{
    private const long Second = 1_000_000_000;

    /// <param name="text">As in JSON: RFC 3339.</param>
    public static string Time(string? text)
    {
        text ??= "0001-01-01T00:00:00Z";
        int clock = text.IndexOf('T', StringComparison.Ordinal);
        int zone = clock < 0 ? -1 : text.AsSpan(clock).IndexOfAny("Z+-");
        if (zone < 0)
            return text;
        string offset = text[(clock + zone)..].Replace(":", "", StringComparison.Ordinal);
        // What stands behind the offset is the zone's name: of one that is not the host's Go knows no better.
        return $"{text[..clock]} {text.AsSpan(clock + 1, zone - 1)} {(offset == "Z" ? "+0000 UTC" : $"{offset} {offset}")}";
    }

    public static string Duration(long nanoseconds)
    {
        ulong left = (ulong)Math.Abs(nanoseconds);
        string sign = nanoseconds < 0 ? "-" : "";
        if (left == 0)
            return "0s";
        if (left < Second)
        {
            (ulong unit, string name) = left < 1000 ? (1UL, "ns") : left < 1_000_000 ? (1000UL, "µs") : (1_000_000UL, "ms");
            return sign + Number((decimal)left / unit) + name;
        }
        ulong minutes = left / (60 * Second);
        string seconds = Number((decimal)(left % (60 * Second)) / Second) + "s";
        return sign + (minutes == 0 ? seconds
            : minutes < 60 ? $"{minutes}m{seconds}"
            : $"{minutes / 60}h{minutes % 60}m{seconds}");
    }

    private static string Number(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);
}
