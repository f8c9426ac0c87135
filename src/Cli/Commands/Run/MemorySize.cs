// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Cli.Commands.Run;

/// <summary>
/// Sizes as docker reads them: <c>512m</c>, <c>1.5GiB</c>, <c>100</c>; a unit is 1024 times the one below
/// (docker/go-units).
/// </summary>
internal static class MemorySize
{
    private const string Units = "bkmgtp";

    /// <exception cref="FormatException">It is no size.</exception>
    public static long Parse(string text)
    {
        int last = text.LastIndexOfAny([.. "0123456789. "]);
        if (last < 0)
            throw new FormatException($"invalid size: '{text}'");
        string number = text[last] == ' ' ? text[..last] : text[..(last + 1)];
        string suffix = text[(last + 1)..].ToLowerInvariant();
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double size))
            throw new FormatException($"strconv.ParseFloat: parsing \"{number}\": invalid syntax");
        if (size < 0)
            throw new FormatException($"invalid size: '{text}'");
        int unit = suffix.Length == 0 ? 0 : Units.IndexOf(suffix[0]);
        bool good = suffix.Length switch
        {
            0 or 1 => true,
            2 => unit > 0 && suffix[1] == 'b',
            3 => unit > 0 && suffix[1..] == "ib",
            _ => false,
        };
        if (unit < 0 || !good)
            throw new FormatException($"invalid suffix: '{suffix}'");
        return (long)(size * Math.Pow(1024, unit));
    }

    /// <summary>The same, or -1 for no limit.</summary>
    public static long ParseOrUnlimited(string text) => text == "-1" ? -1 : Parse(text);
}
