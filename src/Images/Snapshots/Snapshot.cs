// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>
/// A root file system on top of layers: what a container writes to, or, as a view, what somebody looks at.
/// </summary>
public sealed class Snapshot
{
    private readonly LayerStore _store;

    internal Snapshot(LayerStore store, SnapshotRecord record)
    {
        _store = store;
        Key = record.Key;
        Directory = record.Directory;
        Parent = record.Parent;
        IsView = record.IsView;
        IsPassing = record.IsPassing;
    }

    /// <summary>Its name in the store; mostly a container's ID.</summary>
    public string Key { get; }

    /// <summary>Where its own directories are.</summary>
    public string Directory { get; }

    /// <summary>The chain of layers below it; null on top of nothing.</summary>
    public Digest? Parent { get; }

    /// <summary>Whether it cannot be written.</summary>
    public bool IsView { get; }

    /// <summary>Whether it is worth nothing after a crash of the machine, and does not wait for the disk.</summary>
    public bool IsPassing { get; }

    /// <summary>What was changed. Not there in a view.</summary>
    public string UpperPath => Directory + "/upper";

    /// <summary>Overlayfs's own.</summary>
    public string WorkPath => Directory + "/work";

    /// <summary>Where <see cref="Mount"/> shows the whole.</summary>
    public string MergedPath => Directory + "/merged";

    /// <summary>What a container has to mount on; there after <see cref="MakeMountPoints"/>.</summary>
    public string InitPath => $"{Directory}/{LayerStore.InitDirectory}";

    /// <summary>Whether <see cref="Mount"/> shows it now, in the mount namespace of the calling thread.</summary>
    public bool IsMounted => At.LinkStatIfThere(BorrowedFd.Cwd, MergedPath) is { IsMountRoot: true };

    /// <summary>The directories below the upper one, the highest first; at least one.</summary>
    /// <exception cref="ImageException">A layer is not there (NotFound).</exception>
    public IReadOnlyList<string> LowerPaths
    {
        get
        {
            List<string> lower = _store.Chain(Parent).ConvertAll(layer => _store.DiffPath(layer.Chain));
            if (At.Exists(BorrowedFd.Cwd, InitPath))
                lower.Insert(0, InitPath);
            // Overlayfs wants something below, and two of them where nothing can be written.
            while (lower.Count < (IsView ? 2 : 1))
                lower.Add(_store.EmptyPath);

            return lower;
        }
    }

    /// <summary>
    /// Mounts it on <see cref="MergedPath"/>, in the mount namespace of the calling thread; leaves it alone when it is
    /// mounted. Two at once would be two mounts: hold the container's lock.
    /// </summary>
    public void Mount()
    {
        if (!IsMounted)
            Overlay.Mount(MergedPath, LowerPaths, IsView ? null : UpperPath, IsView ? null : WorkPath, IsPassing);
    }

    /// <summary>
    /// Makes empty files and directories to mount on, such as <c>/etc/hosts</c>, that are neither of the image nor of
    /// the container: <c>diff</c> does not tell of them, <c>commit</c> does not take them. Once, before
    /// <see cref="Mount"/>. The first snapshot of its layers mounts and unmounts <see cref="MergedPath"/> for it.
    /// </summary>
    /// <param name="directories">Absolute paths; those above them are made too.</param>
    /// <param name="files">Absolute paths.</param>
    public void MakeMountPoints(IReadOnlyCollection<string> directories, IReadOnlyCollection<string> files)
    {
        // What the layers lack is the same for all that stand on them, and nobody writes there. Of a layer that is
        // still to get its name there is no place for it.
        string? shared = Parent is null || !_store.Contains(Parent)
            ? null
            : _store.InitPath(Parent, [.. directories, "", .. files]);
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, Directory, O_RDONLY | O_DIRECTORY);
        if (shared is not null && At.Exists(BorrowedFd.Cwd, shared))
        {
            At.Symlink(shared, directory, LayerStore.InitDirectory);
            return;
        }

        FillInit(directory, directories, files);
        if (shared is not null && TryMove(directory, shared))
            At.Symlink(shared, directory, LayerStore.InitDirectory);
    }

    /// <summary>Takes the mount away; false when there is none.</summary>
    public bool Unmount() => MountPoint.Detach(MergedPath);

    /// <summary>
    /// Copies a directory of the mounted snapshot into a volume, with its owner and mode: what a new named volume
    /// begins with. Symlinks on the way lead within the snapshot.
    /// </summary>
    /// <param name="path">The directory, absolute in the snapshot.</param>
    /// <param name="volume">An empty directory.</param>
    /// <returns>False when the snapshot has no such directory.</returns>
    public bool CopyUp(string path, BorrowedFd volume)
    {
        using OwnedFd root = At.Open(BorrowedFd.Cwd, MergedPath, O_PATH | O_DIRECTORY);
        nint found = At.OpenAt2(root, path, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
        if (found is -ENOENT or -ENOTDIR)
            return false;
        if (found < 0)
            throw new SyscallException($"openat2({Strace.Descriptor(root)}, {Strace.Quote(path)})", (int)-found);
        using var directory = new OwnedFd((int)found);
        TreeCopy.Content(directory, volume);
        FileStatus status = Fd.Stat(directory);
        At.Chown(volume, "", status.Uid, status.Gid);
        At.Chmod(volume, ".", status.Mode);
        return true;
    }

    private void FillInit(BorrowedFd directory, IEnumerable<string> directories, IEnumerable<string> files)
    {
        IReadOnlyList<string> lower = LowerPaths;
        _store.MakeUpper(directory, LayerStore.InitDirectory, Parent);
        Overlay.Mount(MergedPath, lower, InitPath, WorkPath);
        try
        {
            using OwnedFd root = At.Open(BorrowedFd.Cwd, MergedPath, O_PATH | O_DIRECTORY);
            InitLayer.Fill(root, directories, files);
        }
        finally
        {
            Unmount();
        }
    }

    // Another snapshot may have been quicker, or this one may be on another file system: then it keeps its own.
    private static bool TryMove(BorrowedFd directory, string shared)
    {
        try
        {
            At.Rename(directory, LayerStore.InitDirectory, BorrowedFd.Cwd, shared, RENAME_NOREPLACE);
            return true;
        }
        catch (SyscallException e) when (e.Errno is EEXIST or EXDEV)
        {
            return false;
        }
    }
}
