// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Engine;

namespace Husk.Cli.Output;

/// <summary>Sizes and times as docker words them (docker/go-units).</summary>
internal static class Human
{
    private static readonly string[] Decimal = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>Decimal units and so many digits: <c>4.26MB</c>.</summary>
    public static string Size(long bytes, int digits = 3) => Size(bytes, digits, 1000, Decimal);

    /// <summary>Units of 1024 and four digits: <c>1.953GiB</c>.</summary>
    public static string BinarySize(ulong bytes) => Size(bytes, 4, 1024, Binary);

    private static string Size(double size, int digits, double step, string[] units)
    {
        int unit = 0;
        for (; size >= step && unit < units.Length - 1; unit++)
            size /= step;
        int whole = size < 10 ? 1 : size < 100 ? 2 : 3;
        return Math.Round(size, Math.Max(0, digits - whole))
            .ToString("0.###", CultureInfo.InvariantCulture) + units[unit];
    }

    /// <summary><c>3 weeks ago</c>.</summary>
    public static string Ago(DateTimeOffset then) => Duration(DateTimeOffset.UtcNow - then) + " ago";

    /// <summary><c>About an hour</c>.</summary>
    public static string Duration(TimeSpan span) => HumanDuration.Of(span);

    /// <summary>The time in a document (RFC 3339); null when there is none.</summary>
    public static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time) && time.Year > 1 ? time : null;

    /// <summary>As Go prints a time.</summary>
    public static string At(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " +0000 UTC";

    /// <summary>No longer than that, with an ellipsis for what is cut off.</summary>
    public static string Shorten(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
