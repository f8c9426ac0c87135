// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using System.Threading;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Gate = System.Threading.Monitor;

namespace Husk.Monitor.Output;

/// <summary>
/// Records that wait for a file which takes them slowly, or not at all for a while: a container whose log has
/// <c>mode=non-blocking</c> goes on meanwhile. A thread of its own writes them. What does not fit is dropped.
/// </summary>
/// <remarks>Source: moby, daemon/logger/ring.go: what comes last is dropped, one record is always taken.</remarks>
internal sealed class RecordRing : IRecordTarget, IDisposable
{
    /// <summary>What a record takes beside its text: its length, its stream, and when it came.</summary>
    internal const int HeaderSize = 4 + 1 + 8;

    private const int StackSize = 256 * 1024;

    // What a buffer has while nothing waits.
    private const int RestingSize = 4096;

    private const long Most = 1 << 30;

    // Milliseconds after which what others do about the file is looked at again.
    private const int OthersTime = 50;

    private readonly IRecordTarget _target;
    private readonly long _room;
    private readonly Thread _writer;
    private readonly object _gate = new();
    // One is filled while the other is written; then they change places.
    private NativeBuffer _filling = new(RestingSize), _writing = new(RestingSize);
    private int _filled;
    // Of what is written, the bytes that nobody has begun with.
    private long _left;
    private bool _isIdle, _ends;
    private ExceptionDispatchInfo? _failure;

    /// <param name="target">Used by the ring's thread alone until the ring is disposed of.</param>
    /// <param name="room">For bytes of records, each with its <see cref="HeaderSize"/>; a GiB is as good as more.</param>
    public RecordRing(IRecordTarget target, long room)
    {
        (_target, _room) = (target, Math.Min(room, Most));
        _writer = new Thread(Write, StackSize) { IsBackground = true };
        _writer.Start();
    }

    public void Add(LogStream stream, DateTimeOffset time, ReadOnlySpan<byte> text)
    {
        lock (_gate)
        {
            _failure?.Throw();
            int size = HeaderSize + text.Length;
            long held = _filled + Volatile.Read(ref _left);
            if (held > 0 && held + size > _room)
                return;
            if (_filled + size > _filling.Length)
                _filling.Resize((int)Math.Max(_filled + size, Math.Min(_filling.Length * 2L, _room)));
            Span<byte> record = _filling.Span.Slice(_filled, size);
            BinaryPrimitives.WriteInt32LittleEndian(record, text.Length);
            record[4] = (byte)stream;
            BinaryPrimitives.WriteInt64LittleEndian(record[5..], time.UtcTicks);
            text.CopyTo(record[HeaderSize..]);
            _filled += size;
            Gate.PulseAll(_gate);
        }
    }

    /// <summary>Nothing: it is written when the file takes it.</summary>
    public void Flush()
    {
    }

    /// <summary>Waits until all that was taken is written.</summary>
    public bool Settle()
    {
        lock (_gate)
        {
            while (_failure is null && (_filled > 0 || !_isIdle))
                Gate.Wait(_gate);
            _failure?.Throw();
            return false;
        }
    }

    /// <summary>Ends the thread when all is written.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ends = true;
            Gate.PulseAll(_gate);
        }

        _writer.Join();
        _filling.Dispose();
        _writing.Dispose();
    }

    private void Write()
    {
        try
        {
            while (Next(_target.Settle() ? OthersTime : Timeout.Infinite) is { } length)
                Write(_writing.Span[..length]);
        }
        catch (SyscallException failure)
        {
            // For the thread that can end the monitor.
            lock (_gate)
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
                Gate.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits for what is to be written; how much it is, or null when there will be no more.</summary>
    private int? Next(int milliseconds)
    {
        lock (_gate)
        {
            _isIdle = _filled == 0;
            Gate.PulseAll(_gate);
            if (_isIdle && !_ends)
            {
                Rest(_filling);
                Rest(_writing);
                Gate.Wait(_gate, milliseconds);
            }

            if (_filled == 0)
                return _ends ? null : 0;
            (_filling, _writing) = (_writing, _filling);
            (_left, _filled, _isIdle) = (_filled, 0, false);
            return (int)_left;
        }
    }

    private static void Rest(NativeBuffer buffer)
    {
        if (buffer.Length > RestingSize)
            buffer.Resize(RestingSize);
    }

    private void Write(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(records);
            var stream = (LogStream)records[4];
            var time = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(records[5..]), TimeSpan.Zero);
            ReadOnlySpan<byte> text = records.Slice(HeaderSize, length);
            records = records[(HeaderSize + length)..];
            Volatile.Write(ref _left, records.Length);
            _target.Add(stream, time, text);
            _target.Settle();
        }

        _target.Flush();
    }
}
