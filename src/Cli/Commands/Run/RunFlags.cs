// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary>The flags of `run` and `create`.</summary>
internal static class RunFlags
{
    public static readonly Flag[] OfCreate =
    [
        new("attach", 'a', FlagKind.List, "Attach to STDIN, STDOUT or STDERR"),
        new("cidfile", '\0', FlagKind.String, "Write the container ID to the file"),
        new("entrypoint", '\0', FlagKind.String, "Overwrite the default ENTRYPOINT of the image"),
        new("env", 'e', FlagKind.List, "Set environment variables"),
        new("interactive", 'i', FlagKind.Bool, "Keep STDIN open even if not attached"),
        new("name", '\0', FlagKind.String, "Assign a name to the container"),
        new("network", '\0', FlagKind.String, "Connect a container to a network"),
        new("pull", '\0', FlagKind.String, "Pull image before creating (always, missing, never)"),
        new("quiet", 'q', FlagKind.Bool, "Suppress the pull output"),
        new("restart", '\0', FlagKind.String, "Restart policy to apply when a container exits"),
        new("rm", '\0', FlagKind.Bool, "Automatically remove the container and its associated anonymous volumes when it exits"),
        new("runtime", '\0', FlagKind.String, "Runtime to use for this container"),
        new("tty", 't', FlagKind.Bool, "Allocate a pseudo-TTY"),
    ];

    public static readonly Flag[] OfRun =
    [
        .. OfCreate,
        new("detach", 'd', FlagKind.Bool, "Run container in background and print container ID"),
        new("detach-keys", '\0', FlagKind.String, "Override the key sequence for detaching a container"),
        new("sig-proxy", '\0', FlagKind.Bool, "Proxy received signals to the process", Default: true),
    ];

    public static ContainerRequest Read(Invocation call)
    {
        FlagValues flags = call.Flags;
        bool input = flags.Bool("interactive");
        IReadOnlyList<string> attach = flags.List("attach");
        bool all = attach.Count == 0;
        bool detach = flags.Bool("detach");
        return new ContainerRequest
        {
            Name = flags.String("name"),
            Config = new ContainerConfig
            {
                Image = call.Arguments[0],
                Cmd = call.Arguments.Length > 1 ? call.Arguments[1..] : null,
                Entrypoint = flags.String("entrypoint") is { } entrypoint ? [entrypoint] : null,
                Env = [.. flags.List("env").Select(name => name.Contains('=') ? name : $"{name}={Environment.GetEnvironmentVariable(name)}")],
                Tty = flags.Bool("tty"),
                OpenStdin = input,
                StdinOnce = input && !detach,
                AttachStdin = !detach && (all ? input : attach.Contains("stdin")),
                AttachStdout = !detach && (all || attach.Contains("stdout")),
                AttachStderr = !detach && (all || attach.Contains("stderr")),
            },
            HostConfig = new HostConfig
            {
                AutoRemove = flags.Bool("rm"),
                NetworkMode = flags.String("network") ?? "default",
                Runtime = flags.String("runtime") ?? "",
                RestartPolicy = new() { Name = flags.String("restart") ?? "no" },
            },
        };
    }
}
