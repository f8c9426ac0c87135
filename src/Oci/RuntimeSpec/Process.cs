// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>What runs in the container, and with which rights.</summary>
/// <remarks>Source: runtime-spec config.md, "Process"</remarks>
public sealed record Process : IJsonObject<Process>
{
    public Process()
    {
    }

    internal Process(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("terminal"u8))
                Terminal = json.Boolean();
            else if (json.Is("consoleSize"u8))
                ConsoleSize = json.Object<ConsoleSize>();
            else if (json.Is("user"u8))
                User = json.Object<User>();
            else if (json.Is("args"u8))
                Args = json.Strings();
            else if (json.Is("env"u8))
                Env = json.Strings();
            else if (json.Is("cwd"u8))
                Cwd = json.String();
            else if (json.Is("capabilities"u8))
                Capabilities = json.Object<Capabilities>();
            else if (json.Is("rlimits"u8))
                Rlimits = json.Array<Rlimit>();
            else if (json.Is("noNewPrivileges"u8))
                NoNewPrivileges = json.Boolean();
            else if (json.Is("apparmorProfile"u8))
                ApparmorProfile = json.String();
            else if (json.Is("oomScoreAdj"u8))
                OomScoreAdj = json.Int32();
            else if (json.Is("scheduler"u8))
                Scheduler = json.Object<Scheduler>();
            else if (json.Is("selinuxLabel"u8))
                SelinuxLabel = json.String();
            else if (json.Is("ioPriority"u8))
                IoPriority = json.Object<IoPriority>();
            else if (json.Is("execCPUAffinity"u8))
                ExecCpuAffinity = json.Object<ExecCpuAffinity>();
            else
                json.Skip();
        }
    }

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

    static Process IJsonObject<Process>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Process>.WriteMembers(Utf8JsonWriter json)
    {
        json.Boolean("terminal"u8, Terminal);
        json.Object("consoleSize"u8, ConsoleSize);
        json.Object("user"u8, User);
        json.Strings("args"u8, Args);
        json.Strings("env"u8, Env);
        json.WriteString("cwd"u8, Cwd);
        json.Object("capabilities"u8, Capabilities);
        json.Array("rlimits"u8, Rlimits);
        json.Boolean("noNewPrivileges"u8, NoNewPrivileges);
        json.String("apparmorProfile"u8, ApparmorProfile);
        json.Number("oomScoreAdj"u8, OomScoreAdj);
        json.Object("scheduler"u8, Scheduler);
        json.String("selinuxLabel"u8, SelinuxLabel);
        json.Object("ioPriority"u8, IoPriority);
        json.Object("execCPUAffinity"u8, ExecCpuAffinity);
    }
}
