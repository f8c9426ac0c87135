// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>A counter that can be waited for (eventfd(2)).</summary>
public static class EventFd
{
    /// <summary>Opens a counter, close-on-exec.</summary>
    /// <param name="initial">Where it starts.</param>
    /// <param name="flags">EFD_NONBLOCK, EFD_SEMAPHORE.</param>
    public static OwnedFd Open(uint initial = 0, int flags = 0)
    {
        nint result = Kernel.Call(SYS.eventfd2, (nint)initial, flags | EFD_CLOEXEC);
        return result >= 0
            ? new OwnedFd((int)result)
            : throw new SyscallException($"eventfd2({initial})", (int)-result);
    }

    /// <summary>Adds to the counter, which wakes who waits for it.</summary>
    public static void Add(BorrowedFd counter, ulong amount)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, amount);
        Fd.WriteOnce(counter, bytes);
    }

    /// <summary>
    /// Waits until the counter is not zero; takes it, and leaves zero (one less, with EFD_SEMAPHORE).
    /// </summary>
    public static ulong Take(BorrowedFd counter)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fd.Read(counter, bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
