// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Syscalls;

namespace Husk.Linux.Cgroups;

/// <summary>All that is to be done to give a container its cgroup, in the order in which it is done.</summary>
public sealed record CgroupPlan
{
    /// <summary>One in each hierarchy, in the order of the layout.</summary>
    public required IReadOnlyList<CgroupDirectory> Directories { get; init; }

    /// <summary>What the kernel wants before it lets a process in; <see cref="Cgroup.Create"/> does it.</summary>
    public IReadOnlyList<CgroupWrite> Setup { get; init; } = [];

    /// <summary>The limits: done before the user's program runs, and better before a process is in.</summary>
    public IReadOnlyList<CgroupWrite> Writes { get; init; } = [];

    /// <summary>
    /// The program that holds the device list where v2 does; null where <see cref="Writes"/> holds it.
    /// </summary>
    public bpf_insn[]? DeviceProgram { get; init; }

    /// <summary>
    /// Whether the runtime chose the name. Then the cgroup is the runtime's even when it is there already, and goes
    /// away with the container; else what was there before <see cref="Cgroup.Create"/> stays.
    /// </summary>
    public bool OwnsPath { get; init; }

    /// <summary>
    /// Whether the cgroup is a unit of systemd's, which has made its directories, or some of them, and put a process
    /// in: then they are taken as they are, and go when systemd takes them away.
    /// </summary>
    public bool IsUnit { get; init; }

    /// <summary>
    /// Whether a hierarchy that the caller may not write to is done without, as long as the runtime chose the name and
    /// no limit is to be set there; and whether devices need not be guarded. Source: opencontainers/cgroups, fs and
    /// fs2, `Rootless`.
    /// </summary>
    public bool IsRootless { get; init; }

    /// <summary>The directories that were done without; <see cref="Cgroup.Create"/> cannot know them before.</summary>
    public IReadOnlyList<CgroupDirectory> Denied { get; init; } = [];

    /// <summary>
    /// One line for each wish of the configuration that no kernel in use can fulfil, and that is passed over.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
