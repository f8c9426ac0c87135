// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Linux.Cgroups.Statistics;

/// <summary>CPU time since the cgroup was made, in nanoseconds.</summary>
/// <remarks>Source: cgroup-v1/cpuacct.rst; scheduler/sched-bwc.rst, "Statistics"; cgroup-v2.rst, cpu.stat.</remarks>
public sealed record CpuStatistics
{
    /// <summary>
    /// USER_HZ, the unit of cpuacct.stat: 100 a second on every architecture that Husk is for (time(7)).
    /// </summary>
    private const ulong NanosecondsPerTick = 1_000_000_000 / 100;

    public ulong Total { get; init; }

    public ulong User { get; init; }

    public ulong Kernel { get; init; }

    /// <summary>By processor; v1 only.</summary>
    public IReadOnlyList<ulong> PerCpu { get; init; } = [];

    /// <summary>By processor; v1 only.</summary>
    public IReadOnlyList<ulong> PerCpuUser { get; init; } = [];

    /// <summary>By processor; v1 only.</summary>
    public IReadOnlyList<ulong> PerCpuKernel { get; init; } = [];

    /// <summary>Periods of the bandwidth limit that have gone by, and those in which the cgroup had to wait.</summary>
    public ulong Periods { get; init; }

    public ulong ThrottledPeriods { get; init; }

    public ulong ThrottledTime { get; init; }

    public PressureStatistics? Pressure { get; init; }

    internal static CpuStatistics Read(Cgroup cgroup)
    {
        PressureStatistics? pressure = PressureStatistics.Read(cgroup, "cpu.pressure");
        if (cgroup.Find("cpuacct") is not { } place)
            return new() { Pressure = pressure };
        return (place.IsUnified ? ReadV2(place.Path) : ReadV1(cgroup, place.Path)) with { Pressure = pressure };
    }

    private static CpuStatistics ReadV2(string path)
    {
        Dictionary<string, ulong> stat = StatisticsFile.Keyed(path + "/cpu.stat");
        return new()
        {
            Total = stat.GetValueOrDefault("usage_usec") * 1000,
            User = stat.GetValueOrDefault("user_usec") * 1000,
            Kernel = stat.GetValueOrDefault("system_usec") * 1000,
            Periods = stat.GetValueOrDefault("nr_periods"),
            ThrottledPeriods = stat.GetValueOrDefault("nr_throttled"),
            ThrottledTime = stat.GetValueOrDefault("throttled_usec") * 1000,
        };
    }

    private static CpuStatistics ReadV1(Cgroup cgroup, string path)
    {
        Dictionary<string, ulong> ticks = StatisticsFile.Keyed(path + "/cpuacct.stat");
        Dictionary<string, ulong> stat = cgroup.Find("cpu") is { IsUnified: false } cpu
            ? StatisticsFile.Keyed(cpu.Path + "/cpu.stat")
            : [];
        var perCpu = new List<ulong>();
        foreach (string[] words in StatisticsFile.Lines(path + "/cpuacct.usage_percpu"))
            perCpu.AddRange(Array.ConvertAll(words, StatisticsFile.Parse));
        var (user, kernel) = (new List<ulong>(), new List<ulong>());
        foreach (string[] words in StatisticsFile.Lines(path + "/cpuacct.usage_all"))
        {
            // The first line is the heading: cpu user system.
            if (words.Length < 3 || words[0] == "cpu")
                continue;
            user.Add(StatisticsFile.Parse(words[1]));
            kernel.Add(StatisticsFile.Parse(words[2]));
        }

        return new()
        {
            Total = StatisticsFile.Number(path + "/cpuacct.usage"),
            User = ticks.GetValueOrDefault("user") * NanosecondsPerTick,
            Kernel = ticks.GetValueOrDefault("system") * NanosecondsPerTick,
            PerCpu = perCpu,
            PerCpuUser = user,
            PerCpuKernel = kernel,
            Periods = stat.GetValueOrDefault("nr_periods"),
            ThrottledPeriods = stat.GetValueOrDefault("nr_throttled"),
            ThrottledTime = stat.GetValueOrDefault("throttled_time"),
        };
    }
}
