// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers.Logs;
using Husk.Engine.Containers.Specs;
using Husk.Engine.Networks;
using Husk.Engine.Volumes;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Husk.Networks;
using Husk.Networks.Names;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Containers;

/// <summary>What a container has while it runs: all that the monitor and the runtime find on the disk.</summary>
public sealed partial class ContainerEngine
{
    private void Equip(ContainerLock locked, Container container, TerminalSize window)
    {
        Snapshot snapshot = _images.Store.Layers.FindSnapshot(container.Id)
            ?? throw new EngineException(
                EngineFault.Corrupt, $"container {container.Id} has lost its snapshot: remove it");
        MakeDirectories();
        snapshot.Mount();
        IReadOnlyList<(LegacyLink Link, Container Other)> links = LinksOf(container);
        Sandbox? sandbox = Networks.Setup(container);
        WriteEtc(locked.Paths, container, sandbox, links);
        Relink(container, sandbox);
        MountSources.Prepare(container);
        Spec spec =
            SpecOf(locked.Paths, WithMemory(locked.Paths, WithParts(locked.Paths, container)), sandbox, window, links);
        ApparmorHost.Prepare(spec);
        At.MkdirIfMissing(BorrowedFd.Cwd, locked.Paths.Bundle, S_IRWXU);
        Put(locked.Paths.Spec, RuntimeSpecJson.Write(spec));
        Put(locked.Paths.MonitorOrder, ProtocolJson.Write(OrderOf(locked.Paths, container, spec, window, sandbox)));
    }

    private void WriteEtc(ContainerPaths paths, Container container, Sandbox? sandbox,
        IReadOnlyList<(LegacyLink Link, Container Other)> links)
    {
        string? sharer = ContainerNetworks.ModeOf(container.HostConfig).Container;
        EtcFiles.Write(paths, container, sandbox, sharer is null ? null : _paths.Of(_store.Resolve(sharer)),
            links.Select(link => link.Link));
    }

    /// <summary>config.json; the container's root must be mounted, since its users are looked up there.</summary>
    private Spec SpecOf(
        ContainerPaths paths, Container container, Sandbox? sandbox, TerminalSize window,
        IReadOnlyList<(LegacyLink Link, Container Other)> links) =>
        SpecBuilder.Build(WithShared(new SpecRequest
        {
            Container = container,
            Host = _host.Value,
            RootfsPath = paths.Merged,
            User = UserResolver.Resolve(paths.Merged, container.Config.User, container.HostConfig.GroupAdd),
            Devices = DeviceReader.Read(container.HostConfig),
            HostsFile = paths.Hosts,
            HostnameFile = paths.Hostname,
            ResolvConfFile = paths.ResolvConf,
            NetworkNamespace = Networks.Namespace(container, sandbox),
            LinkEnvironment = EnvironmentOf(links),
            ConsoleSize = window == default ? null : new ConsoleSize { Height = window.Rows, Width = window.Columns },
            InitProgram = container.HostConfig.Init ? Programs.Init : null,
        }, paths));

    private void MakeDirectories()
    {
        foreach (string directory in (string[])[_paths.Run, _paths.Oci, _paths.Monitors])
            At.MkdirIfMissing(BorrowedFd.Cwd, directory, directory == _paths.Monitors ? (uint)S_IRWXU : 0x1C9 /* 0711 */);
    }

    private MonitorOrder OrderOf(
        ContainerPaths paths, Container container, Spec spec, TerminalSize window, Sandbox? sandbox) => new()
        {
            Id = container.Id,
            Name = container.Name,
            Image = container.Config.Image,
            Attributes = container.Config.Labels,
            Runtime = new RuntimeOrder { Path = Programs.Runtime(container.HostConfig.Runtime), Root = _paths.Oci },
            Bundle = paths.Bundle,
            PidFile = paths.PidFile,
            Terminal = container.Config.Tty,
            Rows = window.Rows,
            Columns = window.Columns,
            OpenStdin = container.Config.OpenStdin,
            StdinOnce = container.Config.StdinOnce,
            Log = new LogOrder
            {
                Type = container.HostConfig.LogConfig.Type,
                Options = container.HostConfig.LogConfig.Config,
                Path = paths.Log,
                Attributes = LogAttributes.Of(container, Template),
                Compressor = [Programs.Husk, "log-compress"],
            },
            Restart = container.HostConfig.RestartPolicy,
            Health = HealthOf(paths, container, spec),
            // Not on the default bridge, which has no names.
            Dns = ContainerNetworks.HasResolver(sandbox?.Endpoints ?? []) ? DnsOf(container) : null,
            StopSignal = container.Config.StopSignal ?? "",
            StopTimeout = container.Config.StopTimeout ?? DefaultStopSeconds,
            CgroupPath = spec.Linux?.CgroupsPath ?? "",
            StatePath = paths.State,
            LockPath = paths.MonitorLock,
            SocketPath = paths.Socket,
            EventsPath = _paths.Events,
            CleanUp = [Programs.Husk, "--root", _paths.Root, "--run", _paths.Run, "container-cleanup", container.Id],
        };

    private DnsOrder DnsOf(Container container) => new() { Run = _paths.Run, Servers = container.HostConfig.Dns };

    // The probe runs as the container's own process would, but for its words and without a terminal.
    private static HealthOrder? HealthOf(ContainerPaths paths, Container container, Spec spec)
    {
        if (container.Config.Healthcheck is not { Test: [not "NONE", ..] } health)
            return null;
        string[] words = health.Test[0] == "CMD-SHELL"
            ? [.. container.Config.Shell ?? ["/bin/sh", "-c"], .. health.Test[1..]]
            : health.Test[1..];
        Put(paths.HealthProcess, RuntimeSpecJson.Write(spec.Process! with
        {
            Args = words,
            Terminal = false,
            ConsoleSize = null,
        }));
        return new HealthOrder { Config = health, ProcessFile = paths.HealthProcess };
    }

    /// <summary>A file that nobody reads before this is done, and that is written anew for each start.</summary>
    private static void Put(string path, ReadOnlySpan<byte> content)
    {
        using OwnedFd file = At.Open(BorrowedFd.Cwd, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0x180 /* 0600 */);
        Fd.WriteAll(file, content);
    }
}
