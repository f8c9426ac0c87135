// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// Lists of processors and memory nodes as the kernel writes them (cpuset(7), "List format"): <c>0-3,7</c>.
/// </summary>
internal static class NumberSet
{
    private const int Largest = 8191;

    /// <returns>Null when it is no such list.</returns>
    public static HashSet<int>? Parse(string text)
    {
        var numbers = new HashSet<int>();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || Number(ends[0]) is not { } first || Number(ends[^1]) is not { } last || last < first)
                return null;
            for (int i = first; i <= last; i++)
                numbers.Add(i);
        }
        return numbers;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= Largest
            ? number : null;
}
