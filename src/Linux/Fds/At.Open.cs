// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>Opens by openat(2), close-on-exec always.</summary>
    /// <param name="dir">Where a relative path starts.</param>
    /// <param name="path">What to open.</param>
    /// <param name="flags">O_* (asm/fcntl.h); O_CLOEXEC is added.</param>
    /// <param name="mode">The permission bits of a file that O_CREAT makes, before the umask.</param>
    public static OwnedFd Open(BorrowedFd dir, Pathname path, int flags, uint mode = 0)
    {
        flags |= O_CLOEXEC;
        nint result = Call(SYS.openat, dir, path, flags, (nint)mode);
        return result >= 0
            ? new OwnedFd((int)result)
            : throw Failed("openat", dir, path, result, ", " + Strace.OpenFlags(flags));
    }

    /// <summary>Opens, or says null when there is no such name (ENOENT).</summary>
    /// <inheritdoc cref="Open"/>
    public static OwnedFd? OpenIfThere(BorrowedFd dir, Pathname path, int flags)
    {
        flags |= O_CLOEXEC;
        nint result = Call(SYS.openat, dir, path, flags);
        return result switch
        {
            >= 0 => new OwnedFd((int)result),
            -ENOENT => null,
            _ => throw Failed("openat", dir, path, result, ", " + Strace.OpenFlags(flags)),
        };
    }

    /// <summary>
    /// Opens below a directory that somebody hostile may write to, by openat2(2): where symlinks may lead is the
    /// kernel's business, told by <paramref name="resolve"/>, so nothing can be swapped between a check and the use.
    /// </summary>
    /// <param name="dir">
    /// Where a relative path starts, and with RESOLVE_IN_ROOT what <c>/</c> and <c>..</c> stop at.
    /// </param>
    /// <param name="path">What to open.</param>
    /// <param name="flags">O_*; O_CLOEXEC is added.</param>
    /// <param name="resolve">RESOLVE_* (linux/openat2.h).</param>
    /// <param name="mode">Only with O_CREAT or O_TMPFILE, else the kernel says EINVAL.</param>
    public static OwnedFd OpenBelow(BorrowedFd dir, Pathname path, int flags, int resolve, uint mode = 0)
    {
        nint result = OpenAt2(dir, path, flags, resolve, mode);
        return result >= 0 ? new OwnedFd((int)result) : throw Failed("openat2", dir, path, result);
    }

    /// <summary>
    /// <see cref="OpenBelow"/> that answers as the kernel does: a descriptor that the caller now owns, or minus the
    /// errno. For callers to whom ENOENT or ELOOP is an answer.
    /// </summary>
    public static nint OpenAt2(BorrowedFd dir, Pathname path, int flags, int resolve, uint mode = 0)
    {
        Span<byte> name = stackalloc byte[path.Room];
        int bad = path.Terminate(name);
        if (bad != 0)
            return -bad;
        var how = new open_how { flags = (uint)(flags | O_CLOEXEC), mode = mode, resolve = (uint)resolve };
        // Both are on this method's stack.
        fixed (byte* pointer = name)
        {
            nint result;
            int attempts = 0;
            // openat2(2), ERRORS: EAGAIN when a rename or a mount anywhere on the system raced with the walk over a
            // `..`.
            do
                result = Kernel.Wait(SYS.openat2, dir.Number, (nint)pointer, (nint)(&how), sizeof(open_how));
            while (result == -EINTR || (result == -EAGAIN && ++attempts < 128));
            return result;
        }
    }
}
