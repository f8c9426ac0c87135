// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>
/// Booleans and numbers as Go's flag package reads them: callers were written against runc, whose flags it parses.
/// Source: Go strconv.ParseBool and strconv.ParseInt with base 0.
/// </summary>
internal static class GoLiteral
{
    public static bool? Bool(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };

    /// <summary>Null when the text is no number, or one that 64 bits do not hold.</summary>
    public static long? Number(string text)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> digits = text.AsSpan(negative || text.StartsWith('+') ? 1 : 0);
        int radix = Radix(ref digits);
        if (digits.IsEmpty)
            return null;

        ulong value = 0;
        foreach (char c in digits)
        {
            int digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'f' => c - 'a' + 10,
                >= 'A' and <= 'F' => c - 'A' + 10,
                _ => radix,
            };
            if (digit >= radix || value > (ulong.MaxValue - (ulong)digit) / (ulong)radix)
                return null;
            value = (value * (ulong)radix) + (ulong)digit;
        }
        if (value > (negative ? 1UL + long.MaxValue : long.MaxValue))
            return null;
        return negative ? unchecked(-(long)value) : (long)value;
    }

    private static int Radix(ref ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2 || digits[0] != '0')
            return 10;
        int radix = char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        digits = digits[(radix == 0 ? 1 : 2)..];
        return radix == 0 ? 8 : radix;
    }
}
