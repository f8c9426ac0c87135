// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Output;

/// <summary>The log of a container, or none.</summary>
internal sealed class OutputLog : IDisposable
{
    private readonly LogFile? _file;
    private readonly LineLog? _stdout;
    private readonly LineLog? _stderr;

    public OutputLog(LogOrder order)
    {
        LogOptions options = LogOptions.Parse(order.Type, order.Options);
        if (!options.IsKept)
            return;
        _file = new LogFile(order.Path, options, order.Attributes, order.Compressor);
        _stdout = new LineLog(_file, LogStream.Stdout);
        _stderr = new LineLog(_file, LogStream.Stderr);
    }

    /// <summary>A child whose status is taken here; zero when there is none.</summary>
    public int ChildPid => _file?.Rotated.Pid ?? 0;

    public void Ask(Waits waits) => _file?.Rotated.Ask(waits);

    /// <summary>Takes what came; whole lines, and what is too long to be kept, are in the file afterwards.</summary>
    public void Add(LogStream stream, ReadOnlySpan<byte> output)
    {
        (stream == LogStream.Stdout ? _stdout : _stderr)?.Add(output);
        _file?.Flush();
    }

    /// <summary>The process has ended: everything it wrote is in the file afterwards.</summary>
    public void End()
    {
        _stdout?.End();
        _stderr?.End();
        _file?.Flush();
    }

    public void Dispose() => _file?.Dispose();
}
