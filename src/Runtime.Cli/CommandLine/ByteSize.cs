// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>
/// A number of bytes as `update --memory` takes it: a decimal number that may have a fraction, a space, and a suffix
/// of k, m, g, t or p with b or ib behind it, in either case; all are powers of 1024.
/// </summary>
/// <remarks>Source: RAMInBytes of docker/go-units, by which runc and docker read their sizes.</remarks>
internal static class ByteSize
{
    private const string Powers = "kmgtp";

    /// <summary>The number, rounded down to whole bytes; null when the text is no size.</summary>
    public static long? Parse(string text)
    {
        int end = text.AsSpan().LastIndexOfAny("0123456789. ");
        if (end < 0)
            return null;
        // One space may stand between the two, none before or behind.
        ReadOnlySpan<char> number = text.AsSpan(0, text[end] == ' ' ? end : end + 1);
        const NumberStyles style =
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        if (!double.TryParse(number, style, CultureInfo.InvariantCulture, out double size) || size < 0)
            return null;
        if (Factor(text[(end + 1)..].ToLowerInvariant()) is not { } factor)
            return null;
        size *= factor;
        return size < long.MaxValue ? (long)size : null;
    }

    private static long? Factor(string suffix)
    {
        if (suffix is "" or "b")
            return 1;
        int power = Powers.IndexOf(suffix[0], StringComparison.Ordinal);
        return power >= 0 && suffix[1..] is "" or "b" or "ib" ? 1L << (10 * (power + 1)) : null;
    }
}
