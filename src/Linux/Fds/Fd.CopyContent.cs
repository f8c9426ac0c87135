// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>
    /// Makes an empty file like another: its data by sendfile(2), its holes left out by lseek(2) with SEEK_DATA, so
    /// that a sparse file stays one.
    /// </summary>
    /// <param name="from">A regular file, open for reading.</param>
    /// <param name="into">An empty regular file, open for writing.</param>
    /// <param name="size">How many bytes of it to copy.</param>
    public static void CopyContent(BorrowedFd from, BorrowedFd into, long size)
    {
        long at = 0;
        while (at < size && SeekData(from, at) is { } data && data < size)
        {
            long hole = Must(SYS.lseek, "lseek", from, (nint)data, SEEK_HOLE, "SEEK_HOLE");
            Must(SYS.lseek, "lseek", from, (nint)data, SEEK_SET, "SEEK_SET");
            Must(SYS.lseek, "lseek", into, (nint)data, SEEK_SET, "SEEK_SET");
            at = data;
            for (long end = hole < size ? hole : size; at < end;)
            {
                long sent = Send(from, into, end - at);
                if (sent == 0)
                    break;
                at += sent;
            }
            if (at == data)
                break; // Cut short by somebody else meanwhile.
        }
        Must(SYS.ftruncate, "ftruncate", into, (nint)size);
    }

    private static long? SeekData(BorrowedFd file, long offset)
    {
        nint result = Kernel.Wait(SYS.lseek, file.Number, (nint)offset, SEEK_DATA);
        return result switch
        {
            >= 0 => result,
            -ENXIO => null, // lseek(2): nothing but a hole up to the end
            _ => throw new SyscallException($"lseek({Strace.Descriptor(file)}, {offset}, SEEK_DATA)", (int)-result),
        };
    }

    private static long Send(BorrowedFd from, BorrowedFd into, long count)
    {
        nint result;
        do
            result = Kernel.Wait(SYS.sendfile, into.Number, from.Number, 0, (nint)count);
        while (result == -EINTR);
        return result >= 0
            ? result
            : throw new SyscallException(
                $"sendfile({Strace.Descriptor(into)}, {Strace.Descriptor(from)}, NULL, {count})", (int)-result);
    }
}
