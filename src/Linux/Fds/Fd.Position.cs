// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>Cuts a file to a length, or makes it longer with a hole (ftruncate(2)).</summary>
    public static void Truncate(BorrowedFd file, long length) => Must(SYS.ftruncate, "ftruncate", file, (nint)length);

    /// <summary>Puts the open file's position at an offset from its start (lseek(2)).</summary>
    public static void SeekTo(BorrowedFd file, long offset) => Must(SYS.lseek, "lseek", file, (nint)offset, SEEK_SET);
}
