// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>The right to change one container, until disposed: flock(2) on its <c>lock</c>, so also gone with the
/// process.</summary>
internal sealed class ContainerLock : IDisposable
{
    private readonly OwnedFd _file;

    private ContainerLock(string id, ContainerPaths paths, OwnedFd file)
    {
        Id = id;
        Paths = paths;
        _file = file;
    }

    public string Id { get; }

    public ContainerPaths Paths { get; }

    /// <summary>Waits for the lock; null when there is no such directory, or none any more.</summary>
    public static ContainerLock? Take(string id, ContainerPaths paths) => Take(id, paths, O_RDWR, static file =>
    {
        Fd.Lock(file);
        return true;
    });

    /// <summary>As <see cref="Take(string, ContainerPaths)"/>, in a directory that has no lock yet.</summary>
    public static ContainerLock? Make(string id, ContainerPaths paths) =>
        Take(id, paths, O_RDWR | O_CREAT, static file =>
    {
        Fd.Lock(file);
        return true;
    });

    /// <summary>Null also when somebody else has it.</summary>
    public static ContainerLock? TryTake(string id, ContainerPaths paths) =>
        Take(id, paths, O_RDWR, static file => Fd.TryLock(file));

    public void Dispose() => _file.Dispose();

    private static ContainerLock? Take(string id, ContainerPaths paths, int flags, Func<OwnedFd, bool> wait)
    {
        OwnedFd file;
        try
        {
            file = At.Open(BorrowedFd.Cwd, paths.Lock, flags | O_NOFOLLOW, 0x180 /* 0600 */);
        }
        catch (SyscallException e) when (e.Errno == ENOENT)
        {
            return null;
        }
        try
        {
            if (wait(file) && IsStill(file, paths.Lock))
                return new ContainerLock(id, paths, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        file.Dispose();
        return null;
    }

    // Whoever had the lock before may have removed the container: this is then the lock of nothing.
    private static bool IsStill(OwnedFd file, string path)
    {
        using OwnedFd? now = At.OpenIfThere(BorrowedFd.Cwd, path, O_PATH | O_NOFOLLOW);
        return now is not null && Fd.Stat(now).Inode == Fd.Stat(file).Inode;
    }
}
