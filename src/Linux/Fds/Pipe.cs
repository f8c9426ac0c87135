// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>A pipe: what goes in at one end comes out at the other (pipe(7)).</summary>
public sealed class Pipe : IDisposable
{
    private Pipe(int read, int write)
    {
        ReadEnd = new OwnedFd(read);
        WriteEnd = new OwnedFd(write);
    }

    /// <summary>Where reading finds its end when every copy of the other end is closed.</summary>
    public OwnedFd ReadEnd { get; }

    /// <summary>Where writing gives EPIPE when every copy of the other end is closed.</summary>
    public OwnedFd WriteEnd { get; }

    /// <summary>Opens a pipe, both ends close-on-exec (pipe2(2)).</summary>
    /// <param name="flags">O_NONBLOCK or O_DIRECT.</param>
    public static unsafe Pipe Open(int flags = 0)
    {
        int* ends = stackalloc int[2];
        nint result = Kernel.Call(SYS.pipe2, (nint)ends, flags | O_CLOEXEC);
        return result >= 0 ? new Pipe(ends[0], ends[1]) : throw new SyscallException("pipe2()", (int)-result);
    }

    /// <summary>Closes both ends, as far as they are still open and here.</summary>
    public void Dispose()
    {
        ReadEnd.Dispose();
        WriteEnd.Dispose();
    }
}
