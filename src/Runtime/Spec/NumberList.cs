// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Oci;
using Husk.Oci.Json;

namespace Husk.Runtime.Spec;

/// <summary>Lists of CPUs or memory nodes such as <c>0-3,7</c>.</summary>
/// <remarks>Source: cpuset(7), "List format".</remarks>
internal static class NumberList
{
    /// <summary>CONFIG_NR_CPUS goes to 8192 on x86-64; MAX_NUMNODES to 1024.</summary>
    private const int Limit = 8192;

    private const int WordBits = 64;

    /// <summary>The numbers as bits, no more words than needed: for sched_setaffinity(2), set_mempolicy(2).</summary>
    /// <param name="list">Blanks around an item and empty items say nothing; so does the empty list.</param>
    /// <param name="jsonPath">Where the list stands.</param>
    /// <exception cref="SpecException">It is no list, or names what no kernel has.</exception>
    public static ulong[] Mask(string list, string jsonPath)
    {
        ulong[] mask = [];
        foreach (Range range in list.AsSpan().Split(','))
        {
            ReadOnlySpan<char> item = list.AsSpan(range).Trim();
            if (item.IsEmpty)
                continue;
            int dash = item.IndexOf('-');
            int first = Number(dash < 0 ? item : item[..dash], list, jsonPath);
            int last = dash < 0 ? first : Number(item[(dash + 1)..], list, jsonPath);
            if (last < first)
                throw SpecException.At(jsonPath, $"{JsonText.Quoted(list)} has a range that ends before it begins");
            if (last / WordBits >= mask.Length)
                Array.Resize(ref mask, (last / WordBits) + 1);
            for (int number = first; number <= last; number++)
                mask[number / WordBits] |= 1UL << (number % WordBits);
        }

        return mask;
    }

    private static int Number(ReadOnlySpan<char> text, string list, string jsonPath)
    {
        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            throw SpecException.At(jsonPath, $"{JsonText.Quoted(list)} is not a list of numbers such as \"0-3,7\"");
        return number < Limit
            ? number
            : throw SpecException.At(jsonPath, $"{number} is more than any kernel has; the most is {Limit - 1}");
    }
}
