// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>Waiting for the first of several descriptors.</summary>
public static unsafe class Poll
{
    /// <summary>
    /// Waits until something came to one of the descriptors; how many it came to, 0 when the time ran out.
    /// </summary>
    /// <param name="entries">The descriptors; their <see cref="PollEntry.Came"/> is set.</param>
    /// <param name="timeout">How long at most; null is for ever.</param>
    public static int Wait(Span<PollEntry> entries, TimeSpan? timeout = null)
    {
        TimeSpan limit = timeout ?? TimeSpan.Zero;
        var left = new timespec
        {
            tv_sec = limit.Ticks / TimeSpan.TicksPerSecond,
            tv_nsec = limit.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick,
        };
        nint result;
        // A PollEntry is one pollfd and nothing else; both arguments live in the callers' frames.
        fixed (PollEntry* pointer = entries)
        {
            // signal(7): any handler cuts a poll short, and the managed runtime has some. poll(2), "C library/kernel
            // differences": the kernel leaves in the timeout what is left of it, so that the call can be repeated as it
            // is.
            do
                result = Kernel.Wait(SYS.ppoll, (nint)pointer, entries.Length, timeout is null ? 0 : (nint)(&left));
            while (result == -EINTR);
        }
        return result >= 0
            ? (int)result
            : throw new SyscallException($"ppoll({entries.Length} descriptors)", (int)-result);
    }

    /// <summary>Waits until a descriptor can be read or is at its end; false when the time ran out.</summary>
    public static bool UntilReadable(BorrowedFd fd, TimeSpan? timeout = null)
    {
        Span<PollEntry> entry = [new PollEntry(fd, PollEvents.Readable)];
        return Wait(entry, timeout) > 0;
    }
}
