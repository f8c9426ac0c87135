// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Signals;

public sealed class SignalMaskTests
{
    [Fact]
    public void The_mask_is_what_proc_says_of_the_thread()
    {
        SignalSet before = SignalMask.Current;
        try
        {
            Assert.Equal(before, SignalMask.Set(SignalSet.Of(SIGUSR1, 64)));
            Assert.Equal(0x8000000000000200ul, Blocked());
            Assert.Equal(SignalSet.Of(SIGUSR1, 64), SignalMask.Block(SignalSet.Of(SIGUSR2)));
            Assert.Equal(0x8000000000000a00ul, Blocked());
            SignalMask.Unblock(SignalSet.Of(SIGUSR1, 64));
            Assert.Equal(0x0000000000000800ul, Blocked());
            SignalMask.Set(SignalSet.All.Except(SIGSEGV));
            // The kernel leaves SIGKILL (bit 8) and SIGSTOP (bit 18) out by itself; SIGSEGV is bit 10.
            Assert.Equal(~(1ul << 8 | 1ul << 18 | 1ul << 10), Blocked());
        }
        finally
        {
            SignalMask.Set(before);
        }
        Assert.Equal(before.Bits, Blocked());
    }

    [Fact]
    public void A_set_has_what_was_put_in()
    {
        SignalSet set = SignalSet.Of(1, 64);
        Assert.True(set.Contains(1));
        Assert.True(set.Contains(64));
        Assert.False(set.Contains(2));
        Assert.False(set.Except(1).Contains(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignalSet.Of(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Contains(65));
    }

    [Fact]
    public void A_held_back_signal_is_read_with_its_sender()
    {
        SignalSet before = SignalMask.Block(SignalSet.Of(SIGUSR1, SIGUSR2));
        try
        {
            using OwnedFd signals = SignalFd.Open(SignalSet.Of(SIGUSR1, SIGUSR2));
            Assert.Equal("0000000000000a00", OpenDescriptors.Field(signals.Number, "sigmask"));
            Assert.Equal(O_CLOEXEC, OpenDescriptors.Flags(signals.Number) & O_CLOEXEC);
            Assert.False(Poll.UntilReadable(signals, TimeSpan.Zero));
            int tid = int.Parse(new FileInfo("/proc/thread-self").LinkTarget!.Split('/')[^1]);
            Signal.SendToThread(Environment.ProcessId, tid, SIGUSR2);
            Assert.True(Poll.UntilReadable(signals, TimeSpan.FromSeconds(5)));
            uint uid = Mono.Unix.Native.Syscall.getuid();
            Assert.Equal(new ReceivedSignal(SIGUSR2, Environment.ProcessId, uid), SignalFd.Read(signals));
            Assert.False(Poll.UntilReadable(signals, TimeSpan.Zero));
        }
        finally
        {
            SignalMask.Set(before);
        }
    }

    private static ulong Blocked() => Convert.ToUInt64(
        File.ReadLines("/proc/thread-self/status").Single(line => line.StartsWith("SigBlk:"))[7..].Trim(), 16);
}
