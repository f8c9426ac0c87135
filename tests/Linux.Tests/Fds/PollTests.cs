// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace Husk.Linux.Tests.Fds;

public sealed class PollTests
{
    [Fact]
    public void The_descriptor_that_something_came_to_is_told_from_the_others()
    {
        using Pipe quiet = Pipe.Open();
        using Pipe busy = Pipe.Open();
        using Pipe ended = Pipe.Open();
        Fd.WriteAll(busy.WriteEnd, "x"u8);
        ended.WriteEnd.Dispose();
        PollEntry[] entries =
        [
            new(quiet.ReadEnd, PollEvents.Readable), new(busy.ReadEnd, PollEvents.Readable),
            new(ended.ReadEnd, PollEvents.Readable), new(quiet.WriteEnd, PollEvents.Writable),
        ];
        Assert.Equal(3, Poll.Wait(entries));
        Assert.Equal(
            [PollEvents.None, PollEvents.Readable, PollEvents.HungUp, PollEvents.Writable],
            Array.ConvertAll(entries, entry => entry.Came));
    }

    [Fact]
    public void The_wait_ends_when_the_time_is_up()
    {
        using Pipe pipe = Pipe.Open();
        var clock = Stopwatch.StartNew();
        Assert.False(Poll.UntilReadable(pipe.ReadEnd, TimeSpan.FromMilliseconds(80)));
        Assert.InRange(clock.ElapsedMilliseconds, 80, 5000);
        // Zero is not "for ever".
        Assert.False(Poll.UntilReadable(pipe.ReadEnd, TimeSpan.Zero));
    }

    [Fact]
    public void The_wait_ends_when_something_comes()
    {
        using Pipe pipe = Pipe.Open();
        var writer = new Thread(() =>
        {
            Thread.Sleep(50);
            Fd.WriteAll(pipe.WriteEnd, "x"u8);
        });
        writer.Start();
        Assert.True(Poll.UntilReadable(pipe.ReadEnd));
        writer.Join();
    }

    [Fact]
    public void A_signal_neither_ends_the_wait_nor_begins_it_anew()
    {
        using Pipe pipe = Pipe.Open();
        int tid = int.Parse(new FileInfo("/proc/thread-self").LinkTarget!.Split('/')[^1]);
        // 34 is the signal by which the managed runtime stops threads: it has a handler, and poll(2) is never restarted
        // after one.
        var disturber = new Thread(() =>
        {
            for (int i = 0; i < 8; i++)
            {
                Thread.Sleep(100);
                Signal.SendToThread(Environment.ProcessId, tid, 34);
            }
        });
        disturber.Start();
        var clock = Stopwatch.StartNew();
        Assert.False(Poll.UntilReadable(pipe.ReadEnd, TimeSpan.FromMilliseconds(400)));
        long elapsed = clock.ElapsedMilliseconds;
        disturber.Join();
        Assert.InRange(elapsed, 400, 1150);
    }
}
