// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>Which namespaces and which cgroup the container lives in.</summary>
internal static class NamespaceFlags
{
    public static readonly Flag[] All =
    [
        RunFlags.Text("cgroup-parent", "Cgroup to make the container's in"),
        RunFlags.Text("cgroupns", "Cgroup namespace: host or private (default: private where cgroup v2 is alone)"),
        RunFlags.Text("ipc", "IPC namespace: none, private, shareable, container:NAME or host (default \"private\")"),
        RunFlags.Text("isolation", "Accepted for docker's sake: \"default\""),
        RunFlags.Text("pid", "PID namespace: container:NAME or host"),
        RunFlags.Text("userns", "User namespace: host"),
        RunFlags.Text("uts", "UTS namespace: host"),
    ];

    /// <exception cref="FormatException">A mode that is none.</exception>
    public static HostConfig Apply(FlagValues flags, HostConfig host)
    {
        string pid = flags.String("pid") ?? "";
        if (!(pid is "" or "host"
            || (pid.StartsWith("container:", StringComparison.Ordinal) && pid.Length > "container:".Length)))
        {
            throw new FormatException("--pid: invalid PID mode");
        }

        string uts = flags.String("uts") ?? "";
        if (uts is not ("" or "host"))
            throw new FormatException("--uts: invalid UTS mode");
        string users = flags.String("userns") ?? "";
        if (users is not ("" or "host"))
            throw new FormatException("--userns: invalid USER mode");
        string cgroups = flags.String("cgroupns") ?? "";
        if (cgroups is not ("" or "host" or "private"))
            throw new FormatException("--cgroupns: invalid CGROUP mode");
        if (flags.String("isolation") is { } isolation && isolation is not ("" or "default"))
            throw new FormatException($"invalid isolation '{isolation}' on linux");
        return host with
        {
            PidMode = pid,
            UTSMode = uts,
            UsernsMode = users,
            CgroupnsMode = cgroups,
            IpcMode = flags.String("ipc") ?? "",
            CgroupParent = flags.String("cgroup-parent") ?? "",
        };
    }
}
