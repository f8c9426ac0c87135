// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>
    /// Reads what is there, once (read(2)): the number of bytes, 0 at the end. Waits on a pipe or a socket.
    /// </summary>
    public static int Read(BorrowedFd fd, scoped Span<byte> buffer)
    {
        nint result;
        fixed (byte* pointer = buffer)
        {
            // signal(7): a handler without SA_RESTART cuts short a read that waits.
            do
                result = Kernel.Wait(SYS.read, fd.Number, (nint)pointer, buffer.Length);
            while (result == -EINTR);
        }
        return result >= 0 ? (int)result : throw new SyscallException($"read({Strace.Descriptor(fd)})", (int)-result);
    }

    /// <summary>Reads up to the end.</summary>
    /// <param name="fd">A file, pipe or socket; files of /proc and /sys, whose size is 0, too.</param>
    /// <param name="limit">
    /// The most bytes to take; more is EFBIG, so that a hostile file cannot fill the memory.
    /// </param>
    public static byte[] ReadAll(BorrowedFd fd, int limit = int.MaxValue) => ReadUpTo(fd, limit, isShortLast: false);

    /// <summary>
    /// As <see cref="ReadAll(BorrowedFd, int)"/>, for a regular file on a disk: a read that finds less than it has room
    /// for has met the end (read(2)), and the one that would find nothing is saved.
    /// </summary>
    public static byte[] ReadRegular(BorrowedFd fd, int limit = int.MaxValue) => ReadUpTo(fd, limit, isShortLast: true);

    private static byte[] ReadUpTo(BorrowedFd fd, int limit, bool isShortLast)
    {
        int length = 0;
        Span<byte> first = stackalloc byte[4096];
        Span<byte> room = first;
        while (true)
        {
            int count = Read(fd, room[length..]);
            length += count;
            if (length > limit)
                throw new SyscallException($"read({Strace.Descriptor(fd)}, {limit})", EFBIG);
            if (count == 0 || (isShortLast && length < room.Length))
                return room[..length].ToArray();
            if (length < room.Length)
                continue;
            byte[] larger = new byte[room.Length * 2];
            room.CopyTo(larger);
            room = larger;
        }
    }
}
