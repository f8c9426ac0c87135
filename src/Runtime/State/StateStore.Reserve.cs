// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Runtime.Lifecycle;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.State;

internal sealed partial class StateStore
{
    /// <summary>
    /// Takes an id, and the lock on it. mkdir(2) decides between two who want the same one. A directory that a killed
    /// create left without a record is cleared away first.
    /// </summary>
    /// <exception cref="LifecycleException">The id is taken, or there is no room.</exception>
    public Reservation Reserve(string id)
    {
        string path = DirectoryOf(id);
        try
        {
            while (true)
            {
                if (!MakeDirectory(path) && !ClearIfAbandoned(id))
                    throw Taken(id);
                if (TakeEmpty(id, path) is { } reservation)
                    return reservation;
            }
        }
        catch (SyscallException e) when (e.Errno is ENOSPC or EDQUOT)
        {
            throw Full(path, e);
        }
    }

    // Between the mkdir and the lock another create may have found the directory without a record, cleared it away, and
    // made its own: whoever has the lock on a directory without a record has the id.
    private Reservation? TakeEmpty(string id, string path)
    {
        if (Open(path) is not { } held)
            return null;
        if (At.Exists(held.Directory, StateLayout.Record))
        {
            held.Dispose();
            throw Taken(id);
        }
        // The umask has been at the mode.
        Fd.Chmod(held.Directory, StateLayout.DirectoryMode);
        return new Reservation(this, id, held);
    }

    private static LifecycleException Taken(string id) => new($"container with given ID already exists: {id}");

    /// <summary>Waits for the right to change a container.</summary>
    /// <exception cref="LifecycleException">There is no such container.</exception>
    public StateLock Lock(string id) => LockIfThere(id) ?? throw Missing(id);

    /// <summary>As <see cref="Lock"/>, or null when there is not even a directory.</summary>
    public StateLock? LockIfThere(string id)
    {
        string path = DirectoryOf(id);
        while (At.Exists(BorrowedFd.Cwd, path))
        {
            if (Open(path) is { } held)
                return held;
        }
        return null;
    }

    /// <summary>
    /// Removes a directory that has no record and whose maker is gone; true when there is nothing left of it, false
    /// when it is a container's or somebody is making it.
    /// </summary>
    private bool ClearIfAbandoned(string id)
    {
        string path = DirectoryOf(id);
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (directory is null)
            return true;
        if (!Fd.TryLock(directory))
            return false;
        using var held = new StateLock(directory);
        if (!IsStill(path, directory))
            return true;
        if (At.Exists(directory, StateLayout.Record))
            return false;
        RemoveLeftOvers(id, held);
        return true;
    }

    /// <summary>Removes a directory that has no record, under its lock: a killed create left it.</summary>
    /// <remarks>
    /// Only what a create leaves is removed: a wrong --root must not cost anybody a directory of theirs.
    /// </remarks>
    /// <exception cref="LifecycleException">There is something else in it.</exception>
    public void RemoveLeftOvers(string id, StateLock held)
    {
        foreach (DirectoryEntry entry in Fd.ReadDirectory(held.Directory))
        {
            if (!StateLayout.CanBeLeftOver(entry.Name))
            {
                throw new LifecycleException(
                    $"{DirectoryOf(id)} is no container's directory: move it away, or name another --root");
            }
        }
        Remove(id);
    }

    /// <summary>Opens and locks a directory; null when another process removed it meanwhile.</summary>
    private static StateLock? Open(string path)
    {
        OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (directory is null)
            return null;
        try
        {
            Fd.Lock(directory);
            if (IsStill(path, directory))
                return new StateLock(directory);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
        directory.Dispose();
        return null;
    }

    // The lock was waited for: by now the name may be another directory's.
    private static bool IsStill(string path, BorrowedFd directory)
    {
        FileStatus opened = Fd.Stat(directory);
        return At.LinkStatIfThere(BorrowedFd.Cwd, path) is { } named
            && named.Inode == opened.Inode
            && named.Device == opened.Device;
    }

    private bool MakeDirectory(string path)
    {
        try
        {
            return At.MkdirIfMissing(BorrowedFd.Cwd, path, StateLayout.DirectoryMode);
        }
        catch (SyscallException e) when (e.Errno == ENOENT)
        {
            // XDG Base Directory Specification, XDG_RUNTIME_DIR: what is not sticky may be cleared away after six
            // hours.
            uint mode = UserNamespace.IsRootless ? RootMode | S_ISVTX : RootMode;
            for (int slash = root.IndexOf('/', 1); slash > 0; slash = root.IndexOf('/', slash + 1))
                At.MkdirIfMissing(BorrowedFd.Cwd, root[..slash], mode);
            At.MkdirIfMissing(BorrowedFd.Cwd, root, mode);
            return At.MkdirIfMissing(BorrowedFd.Cwd, path, StateLayout.DirectoryMode);
        }
    }
}
