// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Cli.Commands.Run;

/// <summary>A number of processors, <c>1.5</c> or <c>3/2</c>, in thousand-millionths.</summary>
internal static class CpuCount
{
    /// <exception cref="FormatException">It is no number, or has more than nine digits behind the point.</exception>
    public static long Parse(string text)
    {
        string[] parts = text.Split('/', 2);
        if (!TryRead(parts[0], out decimal count) || (parts.Length == 2 && !Divide(ref count, parts[1])))
            throw new FormatException($"failed to parse {text} as a rational number");

        decimal nano = count * 1_000_000_000;
        return nano == decimal.Truncate(nano) ? (long)nano : throw new FormatException("value is too precise");
    }

    private static bool TryRead(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && Math.Abs(number) <= int.MaxValue;

    private static bool Divide(ref decimal count, string by)
    {
        bool good = TryRead(by, out decimal parts) && parts != 0;
        count = good ? count / parts : count;
        return good;
    }
}
