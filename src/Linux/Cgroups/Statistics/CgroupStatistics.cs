// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Cgroups.Statistics;

/// <summary>What the kernel has counted of a cgroup and those below it.</summary>
public sealed record CgroupStatistics
{
    public required CpuStatistics Cpu { get; init; }

    public required CpusetStatistics Cpuset { get; init; }

    public required MemoryStatistics Memory { get; init; }

    public required PidsStatistics Pids { get; init; }

    public required BlockIoStatistics BlockIo { get; init; }

    /// <summary>By page size, such as <c>2MB</c>.</summary>
    public required IReadOnlyDictionary<string, MemoryCounter> Hugetlb { get; init; }

    /// <summary>Reads all there is; in a cgroup that is gone everything is 0.</summary>
    public static CgroupStatistics Read(Cgroup cgroup) => new()
    {
        Cpu = CpuStatistics.Read(cgroup),
        Cpuset = CpusetStatistics.Read(cgroup),
        Memory = MemoryStatistics.Read(cgroup),
        Pids = PidsStatistics.Read(cgroup),
        BlockIo = BlockIoStatistics.Read(cgroup),
        Hugetlb = HugetlbStatistics.Read(cgroup),
    };
}
