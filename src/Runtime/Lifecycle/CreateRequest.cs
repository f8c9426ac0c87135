// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Lifecycle;

/// <summary>What `create` and `run` are asked for: the flags of runc create(8), paths already absolute.</summary>
internal record CreateRequest
{
    public required string Id { get; init; }

    /// <summary>Whether the user's program is to run as soon as it can: `run`, not `create`.</summary>
    internal virtual bool StartsAtOnce => false;

    /// <summary>The directory that holds config.json.</summary>
    public required string Bundle { get; init; }

    /// <summary>The configuration; null for config.json in <see cref="Bundle"/>.</summary>
    public string? Config { get; init; }

    /// <summary>Make no cgroup: the container stays in the caller's, without limits.</summary>
    public bool NoCgroup { get; init; }

    /// <summary>A unix stream socket that is sent the pty's master; needs process.terminal.</summary>
    public string? ConsoleSocket { get; init; }

    /// <summary>Whether cgroups may be done without; null to find out.</summary>
    public bool? Rootless { get; init; }

    /// <summary>A file that is given the init process's pid, by rename, so a reader never sees half of it.</summary>
    public string? PidFile { get; init; }

    /// <summary>A unix stream socket that is sent a pidfd of the init process.</summary>
    public string? PidfdSocket { get; init; }

    /// <summary>systemd makes the cgroup, as a unit.</summary>
    public bool SystemdCgroup { get; init; }

    /// <summary>MS_MOVE and chroot in place of pivot_root, for a root on a ramdisk.</summary>
    public bool NoPivot { get; init; }

    /// <summary>Keep the caller's session keyring.</summary>
    public bool NoNewKeyring { get; init; }

    /// <summary>How many descriptors from 3 on the process keeps, LISTEN_FDS not counted.</summary>
    public int PreserveFds { get; init; }
}
