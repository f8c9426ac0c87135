// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;

namespace Husk.Linux.Tests.Signals;

public sealed class ProcessSignalsTests
{
    [Fact]
    public void The_finalizers_thread_holds_the_signal_back_too()
    {
        // A signal that nothing here uses, because it stays held back there.
        const int signal = 40;
        Assert.Equal(0ul, Blocked(Finalizer()) & 1ul << signal - 1);
        SignalSet before = ProcessSignals.Block(SignalSet.Of(signal));
        try
        {
            Assert.False(before.Contains(signal));
            Assert.True(SignalMask.Current.Contains(signal));
            Assert.Equal(1ul << signal - 1, Blocked(Finalizer()) & 1ul << signal - 1);
        }
        finally
        {
            SignalMask.Set(before);
        }
    }

    private static string Finalizer() => Directory.GetDirectories("/proc/self/task")
        .Single(task => File.ReadAllText(task + "/comm") == ".NET Finalizer\n");

    private static ulong Blocked(string task) => Convert.ToUInt64(
        File.ReadLines(task + "/status").Single(line => line.StartsWith("SigBlk:"))[7..].Trim(), 16);
}
