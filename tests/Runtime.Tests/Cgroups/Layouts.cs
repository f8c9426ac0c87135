// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Linux.Cgroups;

namespace Husk.Runtime.Tests.Cgroups;

/// <summary>Hosts to plan for.</summary>
internal static class Layouts
{
    /// <summary>As systemd mounts v1, with two controllers in one hierarchy, and the caller in a service.</summary>
    public static CgroupLayout V1(params string[] without) => new()
    {
        Version = CgroupVersion.V1,
        Hierarchies =
        [
            .. new[] { "cpuset", "cpu,cpuacct", "memory", "pids", "devices", "blkio", "freezer", "hugetlb", "net_cls,net_prio", "rdma" }
                .Except(without).Select(V1Hierarchy),
            V1Hierarchy("name=systemd"),
        ],
    };

    public static CgroupLayout V2(params string[] without) => new()
    {
        Version = CgroupVersion.V2,
        Hierarchies =
        [
            Unified(
                "/sys/fs/cgroup",
                [.. new[] { "cpuset", "cpu", "io", "memory", "hugetlb", "pids", "rdma" }.Except(without)]),
        ],
    };

    /// <summary>v1, and v2 with one controller that v1 does not have.</summary>
    public static CgroupLayout Hybrid() => new()
    {
        Version = CgroupVersion.Hybrid,
        Hierarchies = [.. V1("hugetlb", "rdma").Hierarchies, Unified("/sys/fs/cgroup/unified", "hugetlb")],
    };

    public static CgroupLayout Of(CgroupVersion version) => version switch
    {
        CgroupVersion.V1 => V1(),
        CgroupVersion.V2 => V2(),
        _ => Hybrid(),
    };

    private static CgroupHierarchy V1Hierarchy(string name) => new()
    {
        Name = name,
        MountPoint = "/sys/fs/cgroup/" + name.Replace("name=", ""),
        Own = "/system.slice/caller.service",
        Controllers = name.StartsWith("name=") ? [] : name.Split(','),
    };

    private static CgroupHierarchy Unified(string mountPoint, params string[] controllers) => new()
    {
        Name = CgroupHierarchy.UnifiedName,
        MountPoint = mountPoint,
        Own = "/system.slice/caller.service",
        Controllers = controllers,
    };
}
