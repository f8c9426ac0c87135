// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Husk.Runtime.Init;

/// <summary>
/// What a planner has to know besides the spec: names the runtime chose, and what it saw on the host. Gathered first,
/// so that planning itself touches nothing and the same facts give the same plan.
/// </summary>
internal sealed record PlanFacts
{
    public required string Id { get; init; }

    /// <summary>Absolute paths of the bundle and of its root filesystem.</summary>
    public required string Bundle { get; init; }

    public required string Rootfs { get; init; }

    /// <summary>The fifo in the state directory that `start` writes to.</summary>
    public required string StartFifo { get; init; }

    /// <summary>The highest capability this kernel knows (/proc/sys/kernel/cap_last_cap).</summary>
    public int LastCapability { get; init; } = 40;

    /// <summary>The capabilities that the runtime has itself: bit n for capability n.</summary>
    public ulong AvailableCapabilities { get; init; } = ulong.MaxValue;

    /// <summary>
    /// Signals the runtime itself ignores (SigIgn of /proc/self/status): bit n-1 for signal n. A clone inherits them.
    /// </summary>
    public ulong IgnoredSignals { get; init; } = 1UL << 12;

    /// <summary>For each bind mount's source, by its absolute path: is it something other than a directory?</summary>
    public IReadOnlySet<string> FileSources { get; init; } = new HashSet<string>();

    /// <summary>
    /// For each bind mount with `copy-symlink` whose source is a symlink, by its index: where that leads.
    /// </summary>
    public IReadOnlyDictionary<int, string> CopiedSymlinks { get; init; } = ReadOnlyDictionary<int, string>.Empty;

    /// <summary>
    /// For each bind mount whose destination is a symlink to nowhere, by its index: where in the container that leads.
    /// </summary>
    public IReadOnlyDictionary<int, string> Destinations { get; init; } = ReadOnlyDictionary<int, string>.Empty;

    /// <summary>The user's home by the root filesystem's etc/passwd, if it is there.</summary>
    public string? Home { get; init; }

    /// <summary>The cgroup2 directory that the child is born into; null where there is none.</summary>
    public string? UnifiedCgroup { get; init; }

    /// <summary>The `tasks` files of the container's cgroups in v1's hierarchies.</summary>
    public IReadOnlyList<string> CgroupTasks { get; init; } = [];

    /// <summary>Whether those are made while the child is on its way (<see cref="CgroupSteps.ComeLate"/>).</summary>
    public bool CgroupsComeLate { get; init; }

    /// <summary>Whether the cgroup namespace that is joined, if one is, is the one the runtime is in.</summary>
    public bool JoinsOwnCgroupNamespace { get; init; }

    /// <summary>What a mount of type cgroup shows.</summary>
    public CgroupView Cgroups { get; init; } = new();

    /// <summary>The stdio descriptors that are handed to the container's user: those that are not /dev/null.</summary>
    public IReadOnlyList<int> StdioToGive { get; init; } = [];

    /// <summary>Those of them that have no name on the host, so that nobody there looks at their group.</summary>
    public IReadOnlyList<int> StdioPipes { get; init; } = [];

    /// <summary>Descriptors from 3 on that the process keeps, LISTEN_FDS included.</summary>
    public int PreservedFds { get; init; }

    /// <summary>How many of them are sockets of systemd's socket activation (sd_listen_fds(3)).</summary>
    public int ListenFds { get; init; }

    /// <summary>Descriptors of the runtime's own that a clone inherits: its log, its lock, its signals.</summary>
    public IReadOnlyList<int> RuntimeFds { get; init; } = [];

    /// <summary>What the runtime has opened for mounts that the plan alone cannot make.</summary>
    public PreparedDescriptors Prepared { get; init; } = new();

    /// <summary>Whether the user's program is executed by way of a <see cref="SealedProgram"/>.</summary>
    public bool SealsProgram { get; init; }

    /// <summary>The process keeps the caller's supplementary groups, whatever the spec says of them.</summary>
    public bool KeepsGroups { get; init; }

    /// <summary>
    /// Whether the runtime may copy the host's mounts (open_tree(2) asks for CAP_SYS_ADMIN over the mount namespace).
    /// Else the child does, as root of the container's user namespace.
    /// </summary>
    public bool CopiesMounts { get; init; } = true;

    /// <summary>
    /// Whether the runtime is in a user namespace already: then nobody here may make a device (mknod(2)).
    /// </summary>
    public bool InUserNamespace { get; init; }

    /// <summary>
    /// An ordinary user: has no right over any namespace but the ones that are made below a user namespace of theirs.
    /// </summary>
    public bool IsOrdinaryUser => (AvailableCapabilities & (1UL << Linux.Syscalls.Abi.CAP_SYS_ADMIN)) == 0;

    /// <summary>Whether a process need not be in the container's cgroup where the kernel refuses it.</summary>
    public bool CgroupIsOptional { get; init; }

    public bool NoPivot { get; init; }

    public bool NoNewKeyring { get; init; }

    /// <summary>Hooks run while the child waits, so it has to wait.</summary>
    public bool HooksBeforePivot { get; init; }
}

/// <summary>The host's cgroup hierarchies as a container may see them.</summary>
internal sealed record CgroupView
{
    /// <summary>True where /sys/fs/cgroup itself is cgroup2.</summary>
    public bool Unified { get; init; }

    /// <summary>One entry per v1 hierarchy.</summary>
    public IReadOnlyList<CgroupMountPoint> Hierarchies { get; init; } = [];
}

/// <summary>One v1 hierarchy, as it shows under /sys/fs/cgroup.</summary>
/// <param name="Name">Its directory: `memory`, `cpu,cpuacct`, `systemd`.</param>
/// <param name="Options">Options of its mount: `memory`, or `none`, `name=systemd`; `unified` for cgroup2 beside
/// v1.</param>
/// <param name="ContainerPath">The container's own directory in it, on the host.</param>
/// <param name="Links">Other names: `cpu` and `cpuacct` for `cpu,cpuacct`.</param>
internal sealed record CgroupMountPoint(
    string Name, IReadOnlyList<string> Options, string ContainerPath, IReadOnlyList<string> Links);
