// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups.Statistics;

/// <summary>Huge pages of one size, in bytes: those reserved, where the kernel counts them (5.7).</summary>
/// <remarks>Source: cgroup-v1/hugetlb.rst; cgroup-v2.rst, "HugeTLB Interface Files".</remarks>
public static class HugetlbStatistics
{
    private const string Prefix = "hugetlb.", Reserved = ".rsvd";

    /// <summary>By page size, such as <c>2MB</c>.</summary>
    internal static IReadOnlyDictionary<string, MemoryCounter> Read(Cgroup cgroup)
    {
        var bySize = new Dictionary<string, MemoryCounter>();
        if (cgroup.Find("hugetlb") is not { } place)
            return bySize;
        string usage = place.IsUnified ? ".current" : ".usage_in_bytes";
        foreach (string size in Sizes(place.Path, usage))
        {
            string plain = $"{place.Path}/{Prefix}{size}";
            string counted = At.Exists(BorrowedFd.Cwd, plain + Reserved + usage) ? plain + Reserved : plain;
            ulong failures = place.IsUnified
                ? StatisticsFile.Keyed(plain + ".events").GetValueOrDefault("max")
                : StatisticsFile.Number(counted + ".failcnt");
            bySize[size] = new()
            {
                Usage = StatisticsFile.Number(counted + usage),
                Peak = place.IsUnified ? 0 : StatisticsFile.Number(counted + ".max_usage_in_bytes"),
                Failures = failures,
            };
        }

        return bySize;
    }

    private static List<string> Sizes(string path, string usage)
    {
        var sizes = new List<string>();
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY);
        if (directory is null)
            return sizes;
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            string name = Encoding.UTF8.GetString(entry.Name);
            bool counts = name.StartsWith(Prefix, StringComparison.Ordinal)
                && name.EndsWith(usage, StringComparison.Ordinal);
            if (counts && !name.EndsWith(Reserved + usage, StringComparison.Ordinal))
                sizes.Add(name[Prefix.Length..^usage.Length]);
        }

        sizes.Sort(StringComparer.Ordinal);
        return sizes;
    }
}
