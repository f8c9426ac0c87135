// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;

namespace Husk.Linux.Cgroups.Statistics;

/// <summary>v1's cpuset, as it is set. Source: cpuset(7).</summary>
public sealed record CpusetStatistics
{
    public IReadOnlyList<ushort> Cpus { get; init; } = [];

    public IReadOnlyList<ushort> Mems { get; init; } = [];

    /// <summary>The flags and numbers by the names of their files, without <c>cpuset.</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Settings { get; init; } = [];

    private static readonly string[] Names =
    [
        "cpu_exclusive", "mem_hardwall", "mem_exclusive", "memory_migrate", "memory_spread_page", "memory_spread_slab",
        "memory_pressure", "sched_load_balance", "sched_relax_domain_level",
    ];

    internal static CpusetStatistics Read(Cgroup cgroup)
    {
        string? path = cgroup.Find("cpuset") is { IsUnified: false } place ? place.Path : null;
        var settings = new List<KeyValuePair<string, long>>(Names.Length);
        foreach (string name in Names)
            settings.Add(new(name, path is null ? 0 : Number(path + "/cpuset." + name)));
        return new()
        {
            Cpus = path is null ? [] : StatisticsFile.List(path + "/cpuset.cpus"),
            Mems = path is null ? [] : StatisticsFile.List(path + "/cpuset.mems"),
            Settings = settings,
        };
    }

    private static long Number(string path) =>
        long.TryParse(
            CgroupFile.Read(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : 0;
}
