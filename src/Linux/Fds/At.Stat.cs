// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>The status of what a path leads to, symlinks followed.</summary>
    public static FileStatus Stat(BorrowedFd dir, Pathname path) => Stat(dir, path, 0);

    /// <summary>
    /// The status of the name itself, also when it is a symlink. An empty path means <paramref name="dir"/> itself.
    /// </summary>
    public static FileStatus LinkStat(BorrowedFd dir, Pathname path) =>
        Stat(dir, path, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);

    /// <summary>As <see cref="LinkStat"/>, or null when there is no such name (ENOENT).</summary>
    public static FileStatus? LinkStatIfThere(BorrowedFd dir, Pathname path)
    {
        nint result = Statx(dir, path, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH, out statx raw);
        return result switch
        {
            >= 0 => new FileStatus(raw),
            -ENOENT => null,
            _ => throw Failed("statx", dir, path, result),
        };
    }

    /// <summary>Whether there is such a name, if only a symlink that leads nowhere.</summary>
    public static bool Exists(BorrowedFd dir, Pathname path)
    {
        nint result = Call(SYS.faccessat2, dir, path, F_OK, AT_SYMLINK_NOFOLLOW);
        return result switch
        {
            >= 0 => true,
            -ENOENT or -ENOTDIR => false,
            _ => throw Failed("faccessat2", dir, path, result, ", F_OK"),
        };
    }

    private static FileStatus Stat(BorrowedFd dir, Pathname path, int flags)
    {
        nint result = Statx(dir, path, flags, out statx raw);
        return result >= 0 ? new FileStatus(raw) : throw Failed("statx", dir, path, result);
    }

    private static nint Statx(BorrowedFd dir, Pathname path, int flags, out statx raw)
    {
        raw = default;
        Span<byte> name = stackalloc byte[path.Room];
        int bad = path.Terminate(name);
        if (bad != 0)
            return -bad;
        // The name is on this method's stack, the result in the caller's.
        fixed (byte* pointer = name)
        fixed (statx* result = &raw)
        {
            const int wanted = STATX_BASIC_STATS | STATX_MNT_ID;
            return Kernel.Wait(SYS.statx, dir.Number, (nint)pointer, flags | AT_NO_AUTOMOUNT, wanted, (nint)result);
        }
    }
}
