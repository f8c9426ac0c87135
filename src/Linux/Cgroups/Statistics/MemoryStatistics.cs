// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Cgroups.Statistics;

/// <summary>Memory in use, in bytes.</summary>
/// <remarks>Source: cgroup-v1/memory.rst; cgroup-v2.rst, "Memory Interface Files".</remarks>
public sealed record MemoryStatistics
{
    /// <summary>Pages of files.</summary>
    public ulong Cache { get; init; }

    public MemoryCounter Usage { get; init; }

    /// <summary>Memory and swap together, on v2 too, which counts swap alone.</summary>
    public MemoryCounter Swap { get; init; }

    /// <summary>v1 only.</summary>
    public MemoryCounter Kernel { get; init; }

    /// <summary>v1 only.</summary>
    public MemoryCounter KernelTcp { get; init; }

    /// <summary>memory.stat.</summary>
    public IReadOnlyDictionary<string, ulong> Raw { get; init; } = new Dictionary<string, ulong>();

    public PressureStatistics? Pressure { get; init; }

    internal static MemoryStatistics Read(Cgroup cgroup)
    {
        PressureStatistics? pressure = PressureStatistics.Read(cgroup, "memory.pressure");
        if (cgroup.Find("memory") is not { } place)
            return new() { Pressure = pressure };
        Dictionary<string, ulong> raw = StatisticsFile.Keyed(place.Path + "/memory.stat");
        return (place.IsUnified ? ReadV2(place.Path, raw) : ReadV1(place.Path, raw)) with { Pressure = pressure };
    }

    private static MemoryStatistics ReadV1(string path, Dictionary<string, ulong> raw) => new()
    {
        Cache = raw.GetValueOrDefault("cache"),
        Usage = CounterV1(path + "/memory"),
        Swap = CounterV1(path + "/memory.memsw"),
        Kernel = CounterV1(path + "/memory.kmem"),
        KernelTcp = CounterV1(path + "/memory.kmem.tcp"),
        Raw = raw,
    };

    private static MemoryStatistics ReadV2(string path, Dictionary<string, ulong> raw)
    {
        MemoryCounter usage = CounterV2(path, "memory"), swap = CounterV2(path, "memory.swap");
        return new()
        {
            Cache = raw.GetValueOrDefault("file"),
            Usage = usage,
            Swap = new()
            {
                Usage = swap.Usage + usage.Usage,
                Limit = ulong.MaxValue - swap.Limit < usage.Limit ? ulong.MaxValue : swap.Limit + usage.Limit,
                Failures = swap.Failures,
            },
            Raw = raw,
        };
    }

    private static MemoryCounter CounterV1(string prefix) => new()
    {
        Limit = StatisticsFile.Number(prefix + ".limit_in_bytes"),
        Usage = StatisticsFile.Number(prefix + ".usage_in_bytes"),
        Peak = StatisticsFile.Number(prefix + ".max_usage_in_bytes"),
        Failures = StatisticsFile.Number(prefix + ".failcnt"),
    };

    private static MemoryCounter CounterV2(string path, string name) => new()
    {
        Limit = StatisticsFile.Number($"{path}/{name}.max"),
        Usage = StatisticsFile.Number($"{path}/{name}.current"),
        // Since 5.19, of swap since 6.5.
        Peak = StatisticsFile.Number($"{path}/{name}.peak"),
    };
}
