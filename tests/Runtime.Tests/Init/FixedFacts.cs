// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Init;

namespace Husk.Runtime.Tests.Init;

/// <summary>
/// What a planner is told of hosts that exist nowhere but here, so that no plan shows the host it was made on.
/// </summary>
internal static class FixedFacts
{
    /// <summary>Where v1 has the controllers and cgroup2 stands beside them.</summary>
    public static PlanFacts Hybrid { get; } = new()
    {
        Id = "box",
        Bundle = "/bundle",
        Rootfs = "/bundle/rootfs",
        StartFifo = "/run/husk/oci/box/exec.fifo",
        SealsProgram = true,
        AvailableCapabilities = (1UL << 41) - 1,
        UnifiedCgroup = "/sys/fs/cgroup/unified/box",
        CgroupTasks = ["/sys/fs/cgroup/memory/box/tasks", "/sys/fs/cgroup/cpu,cpuacct/box/tasks"],
        Cgroups = new CgroupView
        {
            Hierarchies =
            [
                new CgroupMountPoint("memory", ["memory"], "/sys/fs/cgroup/memory/box", []),
                new CgroupMountPoint(
                    "cpu,cpuacct", ["cpu", "cpuacct"], "/sys/fs/cgroup/cpu,cpuacct/box", ["cpu", "cpuacct"]),
                new CgroupMountPoint("systemd", ["none", "name=systemd"], "/sys/fs/cgroup/systemd/box", []),
                new CgroupMountPoint("unified", [], "/sys/fs/cgroup/unified/box", []),
            ],
        },
        StdioToGive = [1, 2],
        RuntimeFds = [3, 4],
    };

    /// <summary>Where cgroup2 is all there is.</summary>
    public static PlanFacts Unified { get; } = Hybrid with
    {
        UnifiedCgroup = "/sys/fs/cgroup/box",
        CgroupTasks = [],
        Cgroups = new CgroupView
        {
            Unified = true,
            Hierarchies = [new CgroupMountPoint("unified", [], "/sys/fs/cgroup/box", [])],
        },
    };
}
