// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Cli.Commands.Run;

/// <summary>A number of processors, <c>1.5</c>, in thousand-millionths.</summary>
internal static class CpuCount
{
    /// <exception cref="FormatException">It is no number, or has more than nine digits behind the point.</exception>
    public static long Parse(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal count)
            || Math.Abs(count) > int.MaxValue)
        {
            throw new FormatException($"failed to parse {text} as a rational number");
        }

        decimal nano = count * 1_000_000_000;
        return nano == decimal.Truncate(nano) ? (long)nano : throw new FormatException("value is too precise");
    }
}
