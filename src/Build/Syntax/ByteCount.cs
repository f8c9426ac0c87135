// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Build.Syntax;

/// <summary>A size as docker writes it: <c>512</c>, <c>64m</c>, <c>1.5GiB</c>; the suffixes are powers of
/// 1024.</summary>
internal static class ByteCount
{
    /// <summary>Whole bytes; null when it is no size.</summary>
    public static long? Parse(string text)
    {
        string suffix = text.TrimStart([.. "0123456789."]).ToLowerInvariant();
        if (!double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out double number))
        {
            return null;
        }
        string unit = suffix.TrimStart(' ');
        int power = unit is "" or "b" ? 0 : "kmgtp".IndexOf(unit[0], StringComparison.Ordinal) + 1;
        if (unit is not ("" or "b") && (power == 0 || unit[1..] is not ("" or "b" or "ib")))
            return null;
        double bytes = number * Math.Pow(1024, power);
        return bytes < long.MaxValue ? (long)bytes : null;
    }
}
