// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Runtime.Lifecycle;

/// <summary>What `exec` is asked for: the flags of runc exec(8), paths already absolute.</summary>
internal sealed record ExecRequest
{
    public required string Id { get; init; }

    /// <summary>The command and its arguments; empty when <see cref="ProcessFile"/> says it all.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>
    /// A file holding the whole `process` object; then every other flag about the process is ignored.
    /// </summary>
    public string? ProcessFile { get; init; }

    public string? Cwd { get; init; }

    /// <summary>K=V, added to the container's environment; the later one wins.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    public bool Terminal { get; init; }

    /// <summary>UID[:GID], numbers.</summary>
    public string? User { get; init; }

    public IReadOnlyList<uint> AdditionalGids { get; init; } = [];

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Null leaves it as the container's process has it.</summary>
    public bool? NoNewPrivileges { get; init; }

    public string? AppArmorProfile { get; init; }

    public string? SelinuxLabel { get; init; }

    /// <summary>
    /// A cgroup below the container's; with `controller,...:` in front for one of cgroup v1's hierarchies.
    /// </summary>
    public IReadOnlyList<string> Cgroup { get; init; } = [];

    public bool IgnorePaused { get; init; }

    public bool Detach { get; init; }

    public string? ConsoleSocket { get; init; }

    /// <summary>Whether cgroups may be done without; null to find out.</summary>
    public bool? Rootless { get; init; }

    public string? PidFile { get; init; }

    public string? PidfdSocket { get; init; }

    public int PreserveFds { get; init; }
}
