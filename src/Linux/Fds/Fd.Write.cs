// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>Writes everything, in as many write(2) as it takes.</summary>
    public static void WriteAll(BorrowedFd fd, scoped ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
            content = content[WriteSome(fd, content)..];
    }

    /// <summary>
    /// Writes everything in a single write(2), which is what files of /proc, /sys and cgroups take for one value. Also
    /// an empty one, which is a value there. A short write is EIO: the rest would be read as another value.
    /// </summary>
    public static void WriteOnce(BorrowedFd fd, scoped ReadOnlySpan<byte> value)
    {
        if (WriteSome(fd, value) != value.Length)
            throw WriteFailed(fd, value, EIO);
    }

    private static int WriteSome(BorrowedFd fd, scoped ReadOnlySpan<byte> content)
    {
        nint result;
        fixed (byte* pointer = content)
        {
            do
                result = Kernel.Wait(SYS.write, fd.Number, (nint)pointer, content.Length);
            while (result == -EINTR);
        }
        return result >= 0 ? (int)result : throw WriteFailed(fd, content, (int)-result);
    }

    // The first 32 bytes are quoted, as strace does, because for a file of the kernel the value is what was wrong.
    private static SyscallException WriteFailed(BorrowedFd fd, scoped ReadOnlySpan<byte> content, int errno)
    {
        string quoted = content.Length <= 32 ? Strace.Quote(content) : Strace.Quote(content[..32]) + "...";
        return new SyscallException($"write({Strace.Descriptor(fd)}, {quoted}, {content.Length})", errno);
    }
}
