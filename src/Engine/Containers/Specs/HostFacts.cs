// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Containers.Specs;

/// <summary>What a specification depends on beside the container: facts of this kernel and of this process.</summary>
public sealed record HostFacts
{
    /// <summary>
    /// Capabilities that this process has to give: within a container of another engine not all that the kernel has.
    /// Bit n is capability n.
    /// </summary>
    public required ulong Capabilities { get; init; }

    /// <summary>The kernel's release, <c>6.18</c>.</summary>
    public required (int Major, int Minor) Kernel { get; init; }

    /// <summary>The machine in libseccomp's words: <c>amd64</c>, <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Whether cgroup v2 is all there is.</summary>
    public bool CgroupUnified { get; init; }

    /// <summary>
    /// Whether the runtime is told to have systemd make cgroups: then they are named <c>slice:husk:ID</c>.
    /// </summary>
    public bool CgroupsBySystemd { get; init; }

    /// <summary>The controllers of cgroups that there are, by the names of cgroup v1: <c>memory</c>.</summary>
    public IReadOnlyList<string> Controllers { get; init; } = [];

    /// <summary>What can be done with AppArmor.</summary>
    public ApparmorSupport Apparmor { get; init; }

    public bool Selinux { get; init; }

    /// <summary>Whether <c>memory.swappiness</c> can be set: on cgroup v1.</summary>
    public bool MemorySwappiness { get; init; }

    /// <summary>Whether swap is accounted (<c>memory.memsw</c> on v1, <c>memory.swap</c> on v2).</summary>
    public bool SwapLimit { get; init; }

    /// <summary>Whether the block controller has weights (BFQ's or the old CFQ's).</summary>
    public bool BlkioWeight { get; init; }

    /// <summary>Whether the time of real-time tasks is limited (CONFIG_RT_GROUP_SCHED).</summary>
    public bool CpuRealtime { get; init; }

    /// <summary>Processors that can be used: <c>0-3</c>.</summary>
    public string Cpus { get; init; } = "0";

    /// <summary>Memory nodes that can be used: <c>0</c>.</summary>
    public string MemoryNodes { get; init; } = "0";

    /// <summary>
    /// Paths under /sys/devices/system/cpu that tell of the heat of single processors, where there are any.
    /// </summary>
    public IReadOnlyList<string> ThermalPaths { get; init; } = [];
}
