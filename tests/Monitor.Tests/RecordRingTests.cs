// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text;
using System.Threading;
using Husk.Linux;
using Husk.Monitor.Output;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Tests;

/// <summary>Records on their way to a file that does not always take them.</summary>
public sealed class RecordRingTests
{
    [Fact]
    public void What_comes_is_written_in_order_with_the_time_when_it_came()
    {
        var target = new Target();
        using (var ring = new RecordRing(target, room: 1_000_000))
        {
            for (int i = 0; i < 1000; i++)
                Add(ring, i.ToString(System.Globalization.CultureInfo.InvariantCulture), at: i);
            ring.Settle();
            Assert.Equal(Enumerable.Range(0, 1000).Select(i => (DateTimeOffset.UnixEpoch.AddSeconds(i), $"{i}")), target.Written);
            Assert.Equal(1000, target.Flushed);
            Add(ring, "last", at: 0);
        }

        Assert.Equal("last", target.Written.Last().Text);
    }

    [Fact]
    public void What_has_no_room_is_dropped_and_nobody_waits()
    {
        var target = new Target();
        target.Stand();
        using var ring = new RecordRing(target, room: (3 * RecordRing.HeaderSize) + 10);
        Add(ring, "first");
        target.AwaitWriter();

        // The first is on its way and takes no room.
        foreach (string text in (string[])["four", "fives", "2!", "1", "too late"])
            Add(ring, text);
        target.Go();
        ring.Settle();

        Assert.Equal(["first", "four", "fives", "1"], target.Written.Select(record => record.Text));
    }

    [Fact]
    public void One_that_is_larger_than_all_room_is_taken_where_nothing_waits()
    {
        var target = new Target();
        using var ring = new RecordRing(target, room: 0);
        Add(ring, "large");
        ring.Settle();
        Assert.Equal("large", target.Written.Single().Text);
    }

    [Fact]
    public void Twenty_megabytes_may_wait()
    {
        var target = new Target();
        target.Stand();
        using var ring = new RecordRing(target, room: 25 << 20);
        byte[] line = new byte[16 * 1024];
        for (int i = 0; i < 1300; i++)
            ring.Add(LogStream.Stdout, DateTimeOffset.UnixEpoch, line);
        target.Go();
        ring.Settle();
        Assert.Equal(1300, target.Written.Count);
    }

    [Fact]
    public void Who_adds_hears_that_the_file_has_gone()
    {
        var target = new Target { Failure = new SyscallException("openat", 2) };
        using var ring = new RecordRing(target, room: 100);
        Add(ring, "x");
        Assert.Same(target.Failure, Assert.Throws<SyscallException>(() => ring.Settle()));
        Assert.Throws<SyscallException>(() => Add(ring, "y"));
    }

    private static void Add(RecordRing ring, string text, int at = 0) =>
        ring.Add(LogStream.Stdout, DateTimeOffset.UnixEpoch.AddSeconds(at), Encoding.UTF8.GetBytes(text));

    /// <summary>A file that stands still when it is told to.</summary>
    private sealed class Target : IRecordTarget
    {
        private readonly ManualResetEventSlim _goes = new(true);
        private readonly ManualResetEventSlim _isAsked = new();

        public ConcurrentQueue<(DateTimeOffset Time, string Text)> Written { get; } = new();

        /// <summary>How many had been written at the last flush.</summary>
        public int Flushed { get; private set; }

        public SyscallException? Failure { get; init; }

        public void Stand() => _goes.Reset();

        public void Go() => _goes.Set();

        public void AwaitWriter() => _isAsked.Wait();

        public void Add(LogStream stream, DateTimeOffset time, ReadOnlySpan<byte> text)
        {
            if (Failure is not null)
                throw Failure;
            string taken = Encoding.UTF8.GetString(text);
            _isAsked.Set();
            _goes.Wait();
            Written.Enqueue((time, taken));
        }

        public void Flush() => Flushed = Written.Count;

        public bool Settle() => false;
    }
}
