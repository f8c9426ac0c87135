// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Engine.Files;
using Husk.Images.Archives;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>
    /// The files of a container, volumes and all, until disposed of. Of one that does not run they are mounted for this
    /// thread alone, and it cannot be started meanwhile.
    /// </summary>
    public FileTree Files(string nameOrId) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        // The root of its process has all that is mounted there.
        if (state.Pid > 0 && At.OpenIfThere(BorrowedFd.Cwd, $"/proc/{state.Pid}/root", O_PATH | O_DIRECTORY) is { } root)
            return new FileTree(root, isConfined: true, held: null);
        var held = new HeldRoot(_store.Lock(container.Id), () => MountHere(container));
        return new FileTree(held.Root, isConfined: true, held);
    });

    /// <summary>What a container changed in its image, as docker's diff tells it: <c>C /etc</c>, <c>A /etc/new</c>.</summary>
    public IReadOnlyList<string> Changes(string nameOrId) => Guard(() =>
    {
        (Container container, _) = Current(nameOrId);
        return (IReadOnlyList<string>)[.. _images.Store.Layers.Changes(SnapshotOf(container)).Select(change => change.ToString())];
    });

    /// <summary>Writes the root file system, without what is mounted in it, as a tar archive.</summary>
    public void Export(string nameOrId, Stream target) => Guard(() =>
    {
        (Container container, _) = Current(nameOrId);
        Snapshot snapshot = SnapshotOf(container);
        using ContainerLock? locked = snapshot.IsMounted ? null : _store.Lock(container.Id);
        using PrivateMountNamespace? mounts = locked is null ? null : PrivateMountNamespace.Enter();
        snapshot.Mount();
        RootFilesystemArchive.Export(snapshot.MergedPath, target);
        Tell(container, "export");
    });

    /// <summary>Whether a path is on a root file system that is marked read-only, and in no volume that can be written.</summary>
    public static bool IsReadOnly(Container container, string path)
    {
        MountPoint? mount = container.Mounts
            .Where(mount => (path + "/").StartsWith(mount.Destination.TrimEnd('/') + "/", StringComparison.Ordinal))
            .MaxBy(mount => mount.Destination.Length);
        return mount is null ? container.HostConfig.ReadonlyRootfs : !mount.RW;
    }

    private Snapshot SnapshotOf(Container container) => _images.Store.Layers.FindSnapshot(container.Id)
        ?? throw new EngineException(EngineFault.Corrupt, $"container {container.Id} has lost its snapshot: remove it");

    private OwnedFd MountHere(Container container)
    {
        Snapshot snapshot = SnapshotOf(container);
        snapshot.Mount();
        OwnedFd root = At.Open(BorrowedFd.Cwd, snapshot.MergedPath, O_PATH | O_DIRECTORY);
        foreach (MountPoint mount in container.Mounts.Where(mount => mount.Source.Length > 0).OrderBy(mount => mount.Destination.Length))
        {
            nint place = At.OpenAt2(root, mount.Destination, O_PATH, RESOLVE_IN_ROOT);
            if (place < 0)
                continue;
            using var target = new OwnedFd((int)place);
            using OwnedFd? source = At.OpenIfThere(BorrowedFd.Cwd, mount.Source, O_PATH);
            if (source is not null)
                Linux.Mounts.MountPoint.Bind(source, target);
        }
        return root;
    }
}
