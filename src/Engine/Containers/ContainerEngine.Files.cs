// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
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
        if (state.Pid > 0 && At.OpenIfThere(
            BorrowedFd.Cwd, $"/proc/{state.Pid}/root", O_PATH | O_DIRECTORY) is { } root)
        {
            return new FileTree(root, isConfined: true, held: null, action => Tell(container, action));
        }
        var held = new HeldRoot(_store.Lock(container.Id), () => MountHere(container));
        return new FileTree(held.Root, isConfined: true, held, action => Tell(container, action));
    });

    /// <summary>What a container changed in its image, as docker's diff tells it: <c>C /etc</c>, <c>A
    /// /etc/new</c>.</summary>
    public IReadOnlyList<string> Changes(string nameOrId) => Guard(() =>
    {
        (Container container, _) = Current(nameOrId);
        return (IReadOnlyList<string>)[.. _images.Store.Layers.Changes(SnapshotOf(container))
            .Select(change => change.ToString())];
    });

    /// <summary>Writes the root file system, without what is mounted in it, as a tar archive.</summary>
    public void Export(string nameOrId, Stream target, CancellationToken cancel) => Guard(() =>
    {
        (Container container, _) = Current(nameOrId);
        Snapshot snapshot = SnapshotOf(container);
        using ContainerLock? locked = snapshot.IsMounted ? null : _store.Lock(container.Id);
        using PrivateMountNamespace? mounts = locked is null ? null : PrivateMountNamespace.Enter();
        snapshot.Mount();
        RootFilesystemArchive.Export(snapshot.MergedPath, target, cancel);
        Tell(container, "export");
    });

    /// <summary>Why nothing can be written at a path, in docker's words; null when it can be.</summary>
    public static string? WhyReadOnly(Container container, string path)
    {
        MountPoint? mount = container.Mounts
            .Where(mount => (path + "/").StartsWith(mount.Destination.TrimEnd('/') + "/", StringComparison.Ordinal))
            .MaxBy(mount => mount.Destination.Length);
        return mount is { RW: false } ? "mounted volume is marked read-only"
            : mount is null && container.HostConfig.ReadonlyRootfs ? "container rootfs is marked read-only" : null;
    }

    private Snapshot SnapshotOf(Container container) => _images.Store.Layers.FindSnapshot(container.Id)
        ?? throw new EngineException(EngineFault.Corrupt, $"container {container.Id} has lost its snapshot: remove it");

    private OwnedFd MountHere(Container container)
    {
        Snapshot snapshot = SnapshotOf(container);
        snapshot.Mount();
        OwnedFd root = At.Open(BorrowedFd.Cwd, snapshot.MergedPath, O_PATH | O_DIRECTORY);
        foreach (
            (int index, MountPoint mount) in container.Mounts.Index().OrderBy(mount => mount.Item.Destination.Length))
        {
            using OwnedFd? source = SourceHere(container, index);
            if (source is null)
                continue;
            using (OwnedFd target = PlaceIn(root, mount.Destination, Fd.Stat(source).Type is FileType.Directory))
                Linux.Mounts.MountPoint.Bind(source, target);
            if (!mount.RW)
                Protect(root, mount.Destination);
        }

        // Whatever links lie in a volume that can be written: they lead to nothing else that can.
        if (container.HostConfig.ReadonlyRootfs)
            Protect(root, "/");
        return root;
    }

    /// <summary>Null for what is only there while the container runs, or nowhere any more.</summary>
    private OwnedFd? SourceHere(Container container, int index)
    {
        MountPoint mount = container.Mounts[index];
        if (mount.IsPart)
            return OpenPart(container, index);
        // A volume that is a directory of the host under another name.
        bool isBound = mount.FileSystem is not null
            && (mount.Options.Contains("bind") || mount.Options.Contains("rbind"));
        string source = isBound ? mount.Device! : mount.FileSystem is null ? mount.Source : "";
        return source.Length == 0 ? null : At.OpenIfThere(BorrowedFd.Cwd, source, O_PATH);
    }

    /// <summary>What the runtime would make to mount on, where the image does not have it.</summary>
    private static OwnedFd PlaceIn(BorrowedFd root, string path, bool isDirectory)
    {
        nint found = At.OpenAt2(root, path, O_PATH, RESOLVE_IN_ROOT);
        if (found >= 0)
            return new OwnedFd((int)found);
        if (found != -ENOENT || path == "/")
            throw new SyscallException($"openat2({Strace.Quote(path)})", (int)-found);
        int slash = path.LastIndexOf('/');
        using OwnedFd above = PlaceIn(root, path[..Math.Max(slash, 1)], isDirectory: true);
        string name = path[(slash + 1)..];
        if (isDirectory)
            At.MkdirIfMissing(above, name, 0x1ED /* 0755 */);
        else
            At.Open(above, name, O_WRONLY | O_CREAT | O_NOFOLLOW, 0x1A4 /* 0644 */).Dispose();
        return At.Open(above, name, O_PATH | O_NOFOLLOW);
    }

    private static void Protect(BorrowedFd root, string path)
    {
        nint found = At.OpenAt2(root, path, O_PATH, RESOLVE_IN_ROOT);
        if (found < 0)
            throw new SyscallException($"openat2({Strace.Quote(path)})", (int)-found);
        using var mounted = new OwnedFd((int)found);
        Linux.Mounts.MountPoint.Mount("none", mounted, "", MS_REMOUNT | MS_BIND | MS_RDONLY);
    }
}
