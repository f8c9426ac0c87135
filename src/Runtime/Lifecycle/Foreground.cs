// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Runtime.Init;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// A runtime that waits for its process: what it is sent, the process is sent; what is typed goes to the process's
/// terminal and what it prints comes from there. One thread, one poll.
/// </summary>
internal static class Foreground
{
    /// <returns>The process's exit status, 128+n when signal n killed it.</returns>
    public static int Wait(ForegroundProcess process, NotifySocket? notify, ILog log)
    {
        using OwnedFd signals = SignalFd.Open(CaughtSignals.Set);
        using TerminalRelay? relay = process.Master is { } master ? new TerminalRelay(master) : null;
        Span<PollEntry> entries = stackalloc PollEntry[5];
        while (true)
        {
            entries[0] = new PollEntry(process.Pidfd, PollEvents.Readable);
            entries[1] = new PollEntry(signals, PollEvents.Readable);
            entries[2] = new PollEntry(notify?.Socket ?? new BorrowedFd(-1), PollEvents.Readable);
            int count = 3 + (relay?.Prepare(entries[3..]) ?? 0);
            Poll.Wait(entries[..count]);
            if (entries[2].Came != 0 && notify!.Forward(Environment.ProcessId) is { } barrier)
            {
                NotifySocket.Await(barrier, log);
                notify = null; // once: what else the container says is its own affair
            }

            if (entries[1].Came != 0 && Handle(process, SignalFd.Read(signals), relay) is { } reaped)
            {
                relay?.Drain();
                return reaped.ShellCode;
            }

            relay?.Copy(entries[3..count]);
            if (entries[0].Came != 0 && PidFd.TryWait(process.Pidfd) is { } status)
            {
                relay?.Drain();
                return status.ShellCode;
            }
        }
    }

    /// <summary>
    /// Passes a signal on; for SIGCHLD reaps what there is, and gives the process's status when it was among it.
    /// </summary>
    private static ExitStatus? Handle(ForegroundProcess process, ReceivedSignal signal, TerminalRelay? relay)
    {
        switch (signal.Number)
        {
            case SIGCHLD:
                while (Children.TryReap() is { } child)
                {
                    if (child.Pid == process.Pid)
                    {
                        return child.Status;
                    }
                }

                return null;
            case SIGWINCH when relay is not null:
                relay.Resize();
                return null;
            case SIGPIPE or SIGURG or SIGTTIN or SIGTTOU:
                return null;
            default:
                PidFd.SendSignal(process.Pidfd, signal.Number);
                return null;
        }
    }
}
