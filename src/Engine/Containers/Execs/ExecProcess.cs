// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers.Execs;

/// <summary>A process that was started in a container, as a child of this process.</summary>
public sealed class ExecProcess : IDisposable
{
    private readonly OwnedFd _process;
    private readonly Action<int> _ended;

    internal ExecProcess(OwnedFd process, OwnedFd? terminal, Action<int> ended)
    {
        _process = process;
        _ended = ended;
        Terminal = terminal;
    }

    /// <summary>Reads a terminal that is standard input until all who are in it have gone: then it ends with
    /// EIO.</summary>
    public static void Drain()
    {
        Span<byte> buffer = stackalloc byte[32 * 1024];
        while (Fd.TryRead(BorrowedFd.StandardInput, buffer) > 0)
        {
        }
    }

    /// <summary>The user's side of its terminal; null when it has none.</summary>
    public OwnedFd? Terminal { get; }

    /// <summary>What its terminal shows next: the number of bytes; 0 when the process has ended and all is
    /// read.</summary>
    /// <param name="buffer">Gets the bytes.</param>
    /// <param name="enough">Ends the wait, too, once it can be read.</param>
    public int ReadTerminal(Span<byte> buffer, BorrowedFd enough)
    {
        Span<PollEntry> entries =
            [new(Terminal!, PollEvents.Readable), new(_process, PollEvents.Readable), new(enough, PollEvents.Readable)];
        Poll.Wait(entries);
        // What it left running in the background may hold the terminal for ever.
        if (entries[0].Came == 0)
            return 0;
        int count = Fd.TryRead(Terminal!, buffer);
        return count is >= 0 or -EIO ? Math.Max(count, 0) : throw new SyscallException("read(terminal)", -count);
    }

    /// <summary>Waits for its end; its exit code, 128 and the signal's number when one killed it.</summary>
    public int Wait()
    {
        int code = PidFd.Wait(_process).ShellCode;
        _ended(code);
        return code;
    }

    public void Dispose()
    {
        Terminal?.Dispose();
        _process.Dispose();
    }
}
