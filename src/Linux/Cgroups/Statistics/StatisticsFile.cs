// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Husk.Linux.Cgroups.Statistics;

/// <summary>Counters in the files of a cgroup. What a kernel does not count, or counts no more, is 0.</summary>
internal static class StatisticsFile
{
    /// <summary>A file of one number; <c>max</c> is the largest.</summary>
    public static ulong Number(string path) => Parse(CgroupFile.Read(path));

    /// <summary>A file of a key and a number in each line.</summary>
    public static Dictionary<string, ulong> Keyed(string path)
    {
        var values = new Dictionary<string, ulong>();
        foreach (string[] words in Lines(path))
        {
            if (words.Length == 2)
                values[words[0]] = Parse(words[1]);
        }

        return values;
    }

    /// <summary>The words of each line; none when there is no such file.</summary>
    public static IEnumerable<string[]> Lines(string path)
    {
        foreach (string line in (CgroupFile.Read(path) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            yield return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A list such as <c>0-3,7</c> (cpuset(7), "List format").</summary>
    public static IReadOnlyList<ushort> List(string path)
    {
        var numbers = new List<ushort>();
        foreach (string range in (CgroupFile.Read(path) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int dash = range.IndexOf('-', StringComparison.Ordinal);
            ulong last = Parse(range[(dash + 1)..]);
            for (ulong i = dash < 0 ? last : Parse(range[..dash]); i <= last && i <= ushort.MaxValue; i++)
                numbers.Add((ushort)i);
        }

        return numbers;
    }

    public static ulong Parse(string? text)
    {
        if (text == "max")
            return ulong.MaxValue;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : 0;
    }
}
