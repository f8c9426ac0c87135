// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Tests.Spec;

namespace Husk.Runtime.Tests.Init;

/// <summary>
/// The configurations whose plans are kept as golden files: each changes one thing about the default.
/// </summary>
internal static class PlannedSpecs
{
    private static readonly IdMapping[] Mapped = [new() { ContainerId = 0, HostId = 100000, Size = 65536 }];

    private static readonly Hook Hook = new() { Path = "/bin/hook", Args = ["hook"] };

    /// <summary>As `spec` writes it for a host with v1's controllers, without a terminal.</summary>
    public static RuntimeSpec Default { get; } = WithProcess(
        RuntimeSpecTemplate.Rootful(cgroupNamespace: false), process => process with { Terminal = false });

    public static IReadOnlyDictionary<string, (RuntimeSpec Spec, PlanFacts Facts)> All { get; } =
        new Dictionary<string, (RuntimeSpec, PlanFacts)>(StringComparer.Ordinal)
        {
            ["default"] = (Default, FixedFacts.Hybrid),
            ["user-namespace"] =
                (WithNamespace("user") with { Linux = Mapping(WithNamespace("user")) }, FixedFacts.Hybrid),
            ["joined-namespaces"] = (Joined("network", "ipc", "pid"), FixedFacts.Hybrid),
            ["joined-user-namespace"] = (WithNamespace("user", "/proc/77/ns/user"), FixedFacts.Hybrid),
            ["no-mount-namespace"] = (NoMountNamespace(), FixedFacts.Hybrid),
            ["terminal"] = (Terminal(), FixedFacts.Hybrid),
            ["hooks"] = (
                Default with
                {
                    Hooks = new Hooks { CreateRuntime = [Hook], CreateContainer = [Hook], StartContainer = [Hook] },
                },
                FixedFacts.Hybrid with { HooksBeforePivot = true }),
            ["seccomp"] = (WithProfile(Default), FixedFacts.Hybrid),
            ["seccomp-without-no-new-privs"] = (
                WithProcess(
                    WithProfile(Default), process => process with { NoNewPrivileges = false }), FixedFacts.Hybrid),
            ["seccomp-notify"] = (Notifying(WithProfile(Default)), FixedFacts.Hybrid),
            ["labels"] = (Labelled(), FixedFacts.Hybrid with { SealsProgram = false }),
            ["late-cgroups"] = (Default, FixedFacts.Hybrid with { CgroupsComeLate = true }),
            ["cgroup-namespace-v1"] = (WithNamespace("cgroup"), FixedFacts.Hybrid),
            ["cgroup-namespace-v2"] = (WithNamespace("cgroup"), FixedFacts.Unified),
            ["time-offsets"] = (TimeOffsets(), FixedFacts.Hybrid),
            ["binds"] =
                (Binds(), FixedFacts.Hybrid with
                {
                    FileSources = new HashSet<string> { "/etc/hosts", "/bundle/motd" },
                }),
            ["ambient-user"] = (AmbientUser(), FixedFacts.Hybrid with { Home = "/home/user" }),
        };

    public static RuntimeSpec WithProcess(RuntimeSpec spec, Func<Process, Process> change) =>
        spec with { Process = change(spec.Process!) };

    public static RuntimeSpec WithProfile(RuntimeSpec spec) => spec with
    {
        Linux = spec.Linux! with
        {
            Seccomp = new Oci.RuntimeSpec.Seccomp
            {
                DefaultAction = "SCMP_ACT_ALLOW",
                Syscalls = [new SeccompRule { Names = ["reboot"], Action = "SCMP_ACT_ERRNO" }],
            },
        },
    };

    private static RuntimeSpec Notifying(RuntimeSpec spec) => spec with
    {
        Linux = spec.Linux! with
        {
            Seccomp = spec.Linux.Seccomp! with
            {
                ListenerPath = "/run/agent.sock",
                Syscalls = [new SeccompRule { Names = ["mkdir"], Action = "SCMP_ACT_NOTIFY" }],
            },
        },
    };

    private static RuntimeSpec Labelled() => WithProcess(
        Default with { Linux = Default.Linux! with { MountLabel = "system_u:object_r:container_file_t:s0:c1,c2" } },
        process =>
            process with
            {
                ApparmorProfile = "container-default",
                SelinuxLabel = "system_u:system_r:container_t:s0:c1,c2",
            });

    private static RuntimeSpec WithNamespace(string type, string path = "") => Default with
    {
        Linux =
            Default.Linux! with
            {
                Namespaces = [.. Default.Linux.Namespaces, new Namespace { Type = type, Path = path }],
            },
    };

    private static LinuxSpec Mapping(RuntimeSpec spec) =>
        spec.Linux! with { UidMappings = Mapped, GidMappings = Mapped };

    private static RuntimeSpec Joined(params string[] types) => Default with
    {
        Linux = Default.Linux! with
        {
            Namespaces = Array.ConvertAll(
                Default.Linux.Namespaces,
                entry => Array.Exists(types, type => type == entry.Type)
                    ? entry with { Path = "/run/ns/" + entry.Type }
                    : entry),
        },
    };

    /// <summary>Nothing may be mounted then, nor masked.</summary>
    private static RuntimeSpec NoMountNamespace()
    {
        RuntimeSpec spec = Default.Without("mount");
        return spec with
        {
            Mounts = [],
            Root = spec.Root! with { Readonly = false },
            Linux = spec.Linux! with { MaskedPaths = [], ReadonlyPaths = [] },
        };
    }

    private static RuntimeSpec Terminal() => WithProcess(
        Default, process =>
            process with { Terminal = true, ConsoleSize = new ConsoleSize { Height = 24, Width = 80 } });

    private static RuntimeSpec TimeOffsets()
    {
        RuntimeSpec spec = WithNamespace("time");
        var offsets =
            new TimeOffsets
            {
                Monotonic = new TimeOffset { Secs = 86400 },
                Boottime = new TimeOffset { Secs = -5, Nanosecs = 7 },
            };
        return spec with { Linux = spec.Linux! with { TimeOffsets = offsets } };
    }

    private static RuntimeSpec Binds() => Default with
    {
        Mounts =
        [
            .. Default.Mounts,
            new Mount { Destination = "/srv", Type = "bind", Source = "/data", Options = ["rbind", "ro", "rslave"] },
            new Mount
            {
                Destination = "/etc/hosts",
                Type = "bind",
                Source = "/etc/hosts",
                Options = ["bind", "nosuid", "nodev"],
            },
            new Mount { Destination = "/etc/motd", Type = "none", Source = "motd", Options = ["bind", "rro"] },
        ],
    };

    private static RuntimeSpec AmbientUser() => WithProcess(Default, process => process with
    {
        User = new User { Uid = 1000, Gid = 100, AdditionalGids = [5, 44], Umask = 0x3F },
        Cwd = "/home/user",
        Args = ["/bin/server", "--port", "80"],
        Capabilities = new Capabilities
        {
            Bounding = ["CAP_NET_BIND_SERVICE"],
            Effective = ["CAP_NET_BIND_SERVICE"],
            Permitted = ["CAP_NET_BIND_SERVICE"],
            Inheritable = ["CAP_NET_BIND_SERVICE"],
            Ambient = ["CAP_NET_BIND_SERVICE"],
        },
    });
}
