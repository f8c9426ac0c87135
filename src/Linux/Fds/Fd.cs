// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// What can be done to an open descriptor. Every verb waits in the kernel and throws <see cref="SyscallException"/>.
/// </summary>
public static unsafe partial class Fd
{
    /// <summary>A second descriptor, close-on-exec, for the same open file (fcntl(2), F_DUPFD_CLOEXEC).</summary>
    /// <param name="fd">The descriptor to copy.</param>
    /// <param name="least">The lowest number the copy may have; 3 keeps it off the standard streams.</param>
    public static OwnedFd Duplicate(BorrowedFd fd, int least = 3) =>
        new((int)Must(SYS.fcntl, "fcntl", fd, F_DUPFD_CLOEXEC, least, nameof(F_DUPFD_CLOEXEC)));

    /// <summary>Whether the descriptor stays open across execve(2) or not.</summary>
    public static void SetCloseOnExec(BorrowedFd fd, bool close) =>
        Must(SYS.fcntl, "fcntl", fd, F_SETFD, close ? FD_CLOEXEC : 0, nameof(F_SETFD));

    /// <summary>
    /// Whether calls on the open file return EAGAIN instead of waiting; shared by all its descriptors.
    /// </summary>
    public static void SetNonBlocking(BorrowedFd fd, bool nonBlocking)
    {
        nint flags = Must(SYS.fcntl, "fcntl", fd, F_GETFL, 0, nameof(F_GETFL));
        Must(SYS.fcntl, "fcntl", fd, F_SETFL, nonBlocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK, nameof(F_SETFL));
    }

    /// <summary>Sets the permission bits, exactly: the umask is not applied (fchmod(2)).</summary>
    public static void Chmod(BorrowedFd fd, uint mode) => Must(SYS.fchmod, "fchmod", fd, (nint)mode);

    /// <summary>Sets the owner; <see cref="uint.MaxValue"/> leaves that one as it is (fchown(2)).</summary>
    public static void Chown(BorrowedFd fd, uint uid, uint gid) => Must(SYS.fchown, "fchown", fd, (nint)uid, (nint)gid);

    /// <summary>Waits until content and metadata are on the disk (fsync(2)).</summary>
    public static void Sync(BorrowedFd fd) => Must(SYS.fsync, "fsync", fd);

    /// <summary>Waits until everything on the file system is on the disk (syncfs(2)).</summary>
    public static void SyncFileSystem(BorrowedFd fd) => Must(SYS.syncfs, "syncfs", fd);

    /// <summary>What the kernel knows of the open file.</summary>
    public static FileStatus Stat(BorrowedFd fd) => At.LinkStat(fd, "");

    /// <summary>The type of the file system: one of the numbers in linux/magic.h (fstatfs(2)).</summary>
    public static long FileSystemType(BorrowedFd fd)
    {
        statfs status;
        Must(SYS.fstatfs, "fstatfs", fd, (nint)(&status));
        return status.f_type;
    }

    private static nint Must(int number, string call, BorrowedFd fd, nint a = 0, nint b = 0, string? argument = null)
    {
        nint result = Kernel.Wait(number, fd.Number, a, b);
        if (result >= 0)
            return result;
        string arguments = argument is null ? Strace.Descriptor(fd) : $"{Strace.Descriptor(fd)}, {argument}";
        throw new SyscallException($"{call}({arguments})", (int)-result);
    }
}
