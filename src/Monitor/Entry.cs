// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Monitor.Protocol;
using Husk.Oci;

namespace Husk.Monitor;

/// <summary>From the command line to the loop, and the one place where a failure is put into words.</summary>
internal static class Entry
{
    /// <summary>How long the monitor of the last run may take to go: it has told of the end, and goes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly SignalSet Heeded = SignalSet.Of(Abi.SIGCHLD, Abi.SIGTERM, Abi.SIGINT, Abi.SIGHUP);

    public static int Run(string orderPath, int starterNumber)
    {
        var starter = new OwnedFd(starterNumber);
        try
        {
            Fd.SetCloseOnExec(starter, true);
            Fd.SetNonBlocking(starter, true);
            MonitorOrder order = ProtocolJson.ParseOrder(At.ReadAll(BorrowedFd.Cwd, orderPath), orderPath);
            // SIGPIPE too: a client that hangs up is no reason to die.
            ProcessSignals.Block(SignalSet.Of(Abi.SIGPIPE, Abi.SIGCHLD, Abi.SIGTERM, Abi.SIGINT, Abi.SIGHUP));
            using OwnedFd signals = SignalFd.Open(Heeded);
            Children.AdoptOrphans = true;
            using OwnedFd own = Lock(order.LockPath);
            using var supervisor = new Supervisor(order, starter, signals);
            supervisor.Run();
            supervisor.Finish(own);
            return 0;
        }
        catch (Exception failure) when (failure is SyscallException or SpecException or FormatException)
        {
            Tell(starter, failure.Message);
            return 1;
        }
    }

    private static OwnedFd Lock(string path)
    {
        OwnedFd file = At.Open(BorrowedFd.Cwd, path, Abi.O_RDWR | Abi.O_CREAT, 0x180 /* 0600 */);
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!Fd.TryLock(file))
        {
            if (Environment.TickCount64 >= end)
            {
                string call = $"flock({Strace.Quote(path)}: the container has a monitor)";
                throw new SyscallException(call, Abi.EWOULDBLOCK);
            }

            Poll.Wait([], TimeSpan.FromMilliseconds(5));
        }

        // A runtime at work holds it too: who finds a monitor that was killed must not clean up while there is still
        // something being made. What runs in the container does not get it; runtimes close what is not theirs to give.
        Fd.SetCloseOnExec(file, false);
        return file;
    }

    private static void Tell(OwnedFd starter, string message)
    {
        var failure = new StartFailure { Message = "husk-monitor: " + message, ExitCode = 128 };
        if (!starter.IsClosed)
            Fd.TryWrite(starter, Frame.Write(FrameKind.Failed, ProtocolJson.Write(failure)));
    }
}
