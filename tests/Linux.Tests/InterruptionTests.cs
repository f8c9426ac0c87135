// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using Husk.Linux.Tests.Processes;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests;

/// <summary>
/// A signal whose handler does not restart calls (SA_RESTART) makes each of these return EINTR: they go on waiting.
/// </summary>
public sealed partial class InterruptionTests
{
    static InterruptionTests()
    {
        // A handler that is no managed code and does nothing.
        signal(SIGUSR2, NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "abs"));
        siginterrupt(SIGUSR2, 1);
    }

    [Fact]
    public void Opening_a_fifo()
    {
        using var scratch = new ScratchDirectory();
        At.Mkfifo(scratch.Fd, "exec.fifo", 0x180);
        string fifo = scratch["exec.fifo"];
        using var reader = new AfterSignals(() => File.ReadAllBytes(fifo));
        At.Open(scratch.Fd, "exec.fifo", O_WRONLY).Dispose();
        reader.Join();
        using var second = new AfterSignals(() => File.ReadAllBytes(fifo));
        At.OpenBelow(scratch.Fd, "exec.fifo", O_WRONLY, RESOLVE_BENEATH).Dispose();
    }

    [Fact]
    public void Reading_a_pipe()
    {
        using Pipe pipe = Pipe.Open();
        using var writer = new AfterSignals(() => Fd.WriteAll(pipe.WriteEnd, "x"u8));
        Assert.Equal(1, Fd.Read(pipe.ReadEnd, new byte[8]));
    }

    [Fact]
    public void Writing_to_a_full_pipe()
    {
        using Pipe pipe = Pipe.Open();
        byte[] content = new byte[200_000];
        byte[] got = [];
        using (new AfterSignals(() => got = Fd.ReadAll(pipe.ReadEnd)))
        {
            Fd.WriteAll(pipe.WriteEnd, content);
            pipe.WriteEnd.Dispose();
        }
        Assert.Equal(content.Length, got.Length);
    }

    [Fact]
    public void Waiting_for_a_lock()
    {
        using var scratch = new ScratchDirectory();
        using OwnedFd file = At.Open(scratch.Fd, "lock", O_RDWR | O_CREAT, 0x180);
        OwnedFd holder = At.Open(scratch.Fd, "lock", O_RDWR);
        Fd.Lock(holder);
        using var release = new AfterSignals(holder.Dispose);
        Fd.Lock(file);
        Assert.Equal(1, Command.Run("flock", "-n", scratch["lock"], "true").ExitCode);
    }

    [Fact]
    public void Waiting_for_a_child()
    {
        using var scratch = new ScratchDirectory();
        At.Mkfifo(scratch.Fd, "fifo", 0x180);
        string fifo = scratch["fifo"];
        using var process = new ChildProcess($"read line < {fifo}; exit 5");
        using OwnedFd child = PidFd.Open(process.Pid);
        using var end = new AfterSignals(() => File.WriteAllText(fifo, "\n"));
        Assert.Equal(new ExitStatus(5, 0), PidFd.Wait(child));
    }

    [Fact]
    public void Receiving_a_descriptor()
    {
        (OwnedFd here, OwnedFd there) = UnixSocket.Pair(SOCK_STREAM);
        using (new AfterSignals(() => UnixSocket.SendFds(there, "x"u8, [0])))
        {
            (int length, OwnedFd[] fds) = UnixSocket.ReceiveFds(here, new byte[8]);
            Assert.Equal((1, 1), (length, fds.Length));
            fds[0].Dispose();
        }
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public void Connecting_to_a_busy_listener()
    {
        using var scratch = new ScratchDirectory();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(scratch["sock"]));
        // One may wait to be accepted, and a second: the third has to wait for that (unix(7), listen(2)).
        listener.Listen(1);
        using OwnedFd first = UnixSocket.Connect(scratch["sock"]);
        using OwnedFd second = UnixSocket.Connect(scratch["sock"]);
        using var accept = new AfterSignals(() => listener.Accept().Dispose());
        using OwnedFd third = UnixSocket.Connect(scratch["sock"]);
        Assert.StartsWith("socket:[", new FileInfo($"/proc/self/fd/{third.Number}").LinkTarget);
    }

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);

    [LibraryImport("libc")]
    private static partial int siginterrupt(int number, int interrupt);

    /// <summary>Sends the thread that makes it three signals while it waits, then does what ends the wait.</summary>
    private sealed class AfterSignals : IDisposable
    {
        private readonly Thread _thread;

        public AfterSignals(Action end)
        {
            int tid = int.Parse(new FileInfo("/proc/thread-self").LinkTarget!.Split('/')[^1]);
            _thread = new Thread(() =>
            {
                for (int i = 0; i < 3; i++)
                {
                    Thread.Sleep(50);
                    Signal.SendToThread(Environment.ProcessId, tid, SIGUSR2);
                }
                end();
            });
            _thread.IsBackground = true;
            _thread.Start();
        }

        public void Join() => Assert.True(_thread.Join(TimeSpan.FromSeconds(20)), "the other side still waits");

        public void Dispose() => Join();
    }
}
