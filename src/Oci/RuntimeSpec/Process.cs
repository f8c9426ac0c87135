// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>What runs in the container, and with which rights.</summary>
/// <remarks>Source: runtime-spec config.md, "Process"</remarks>
public sealed partial record Process
{
    /// <summary>Whether the process gets a pseudo-terminal as its standard streams.</summary>
    public bool Terminal { get; init; }

    /// <summary>Size of the terminal; ignored without <see cref="Terminal"/>.</summary>
    public ConsoleSize? ConsoleSize { get; init; }

    public User User { get; init; } = new();

    /// <summary>argv of execvp(3).</summary>
    public string[] Args { get; init; } = [];

    /// <summary>Entries <c>NAME=value</c>.</summary>
    public string[] Env { get; init; } = [];

    /// <summary>Working directory, absolute inside the container.</summary>
    public string Cwd { get; init; } = "";

    /// <summary>Null leaves every set as the runtime holds it.</summary>
    public Capabilities? Capabilities { get; init; }

    public Rlimit[] Rlimits { get; init; } = [];

    /// <summary>prctl(2) PR_SET_NO_NEW_PRIVS.</summary>
    public bool NoNewPrivileges { get; init; }

    public string ApparmorProfile { get; init; } = "";

    /// <summary>Null leaves the value that the runtime runs with.</summary>
    public int? OomScoreAdj { get; init; }

    public Scheduler? Scheduler { get; init; }

    public string SelinuxLabel { get; init; } = "";

    public IoPriority? IoPriority { get; init; }

    /// <summary>For processes that join the container later (exec), not for its init.</summary>
    public ExecCpuAffinity? ExecCpuAffinity { get; init; }
}
