// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Cgroups.Statistics;

/// <summary>Tasks. Source: cgroup-v1/pids.rst; cgroup-v2.rst, "PID".</summary>
/// <param name="Current">How many there are.</param>
/// <param name="Limit">How many there may be; 0 is no limit.</param>
public readonly record struct PidsStatistics(ulong Current, ulong Limit)
{
    internal static PidsStatistics Read(Cgroup cgroup)
    {
        if (cgroup.Find("pids") is not { } place || CgroupFile.Read(place.Path + "/pids.current") is not { } current)
            return new((ulong)cgroup.Processes().Count, 0);
        ulong limit = StatisticsFile.Number(place.Path + "/pids.max");
        return new(StatisticsFile.Parse(current), limit == ulong.MaxValue ? 0 : limit);
    }
}
