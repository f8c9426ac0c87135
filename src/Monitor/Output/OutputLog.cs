// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Output;

/// <summary>The log of a container, or none.</summary>
internal sealed class OutputLog : IDisposable
{
    private readonly LogFile? _file;
    private readonly RecordRing? _ring;
    private readonly LineLog? _stdout;
    private readonly LineLog? _stderr;

    public OutputLog(LogOrder order)
    {
        LogOptions options = LogOptions.Parse(order.Type, order.Options);
        if (!options.IsKept)
            return;
        _file = new LogFile(order.Path, options, order.Attributes, order.Compressor);
        _ring = options.RingSize is { } room ? new RecordRing(_file, room) : null;
        _stdout = new LineLog(Target!, LogStream.Stdout);
        _stderr = new LineLog(Target!, LogStream.Stderr);
    }

    private IRecordTarget? Target => _ring is null ? _file : _ring;

    /// <summary>Whether the status of a child is taken here.</summary>
    public bool HasChild(int pid) => _file?.Rotated.IsCompressor(pid) == true;

    public void Ask(Waits waits)
    {
        // A thread of its own asks for itself.
        if (_ring is null)
            _file?.Rotated.Ask(waits);
    }

    /// <summary>Takes what came; whole lines, and what is too long to be kept, are in the file afterwards, or with a ring
    /// on their way.</summary>
    public void Add(LogStream stream, ReadOnlySpan<byte> output)
    {
        (stream == LogStream.Stdout ? _stdout : _stderr)?.Add(output);
        Target?.Flush();
    }

    /// <summary>The process has ended: everything it wrote, and nobody dropped, is in the file afterwards.</summary>
    public void End()
    {
        _stdout?.End();
        _stderr?.End();
        Target?.Flush();
        _ring?.Settle();
    }

    public void Dispose()
    {
        _ring?.Dispose();
        _file?.Dispose();
    }
}
