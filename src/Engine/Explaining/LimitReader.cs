// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Linux.Cgroups;
using Husk.Linux.Cgroups.Statistics;

namespace Husk.Engine.Explaining;

/// <summary>Limits of a living cgroup, and what is used of them; v1 and v2.</summary>
internal static class LimitReader
{
    // Of v1 the largest number of pages stands for none (cgroup-v1/memory.rst); no machine has as much.
    private const ulong NoLimit = 1UL << 60;

    public static IReadOnlyList<ExplainedLimit> Read(Cgroup cgroup)
    {
        CgroupStatistics counted = CgroupStatistics.Read(cgroup);
        string? memory = PathOf(cgroup, "memory"), cpu = PathOf(cgroup, "cpu"), cpuset = PathOf(cgroup, "cpuset");
        bool v1 = cgroup.PathIn(CgroupHierarchy.UnifiedName) is null
            || memory != cgroup.PathIn(CgroupHierarchy.UnifiedName);
        var limits = new List<ExplainedLimit>
        {
            new("memory", v1 ? "memory.limit_in_bytes" : "memory.max", Limit(counted.Memory.Usage.Limit),
                counted.Memory.Usage.Usage, "bytes"),
            new("processes", "pids.max", Limit(counted.Pids.Limit), counted.Pids.Current, "processes"),
            new("processor time", v1 ? "cpu.cfs_quota_us" : "cpu.max", Quota(cpu, v1), null, "processors")
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"{counted.Cpu.Total / 1e9:0.00} s used"),
            },
        };
        if (Value($"{cpuset}/{(v1 ? "cpuset.cpus" : "cpuset.cpus.effective")}") is { Length: > 0 } cpus)
            limits.Add(new ExplainedLimit("processors", "cpuset.cpus", null, null, "cpus") { Text = cpus });
        return limits;
    }

    /// <summary>What v1's device controller lets through; null on v2, where a program of the kernel decides.</summary>
    public static string? Devices(Cgroup cgroup) =>
        cgroup.PathIn("devices") is { } path ? Value(path + "/devices.list") : null;

    private static double? Quota(string? directory, bool v1)
    {
        string[] words = v1
            ? [Value(directory + "/cpu.cfs_quota_us"), Value(directory + "/cpu.cfs_period_us")]
            : Value(directory + "/cpu.max").Split(' ');
        return words.Length == 2 && double.TryParse(words[0], CultureInfo.InvariantCulture, out double quota)
            && quota > 0
            && double.TryParse(words[1], CultureInfo.InvariantCulture, out double period) && period > 0
            ? quota / period
            : null;
    }

    private static string Value(string file) => ProcessReader.Text(file).TrimEnd('\n');

    private static double? Limit(ulong limit) => limit is 0 or >= NoLimit ? null : limit;

    private static string? PathOf(Cgroup cgroup, string controller) =>
        cgroup.Paths.FirstOrDefault(pair => pair.Key.Split(',').Contains(controller)).Value
            ?? cgroup.PathIn(CgroupHierarchy.UnifiedName);
}
