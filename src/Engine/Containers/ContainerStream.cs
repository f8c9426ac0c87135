// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>A client's end of a container's streams. One thread receives; any may send.</summary>
public sealed class ContainerStream : IDisposable
{
    private readonly ContainerEngine _engine;
    private readonly MonitorConnection _monitor;
    private readonly bool _cleansUp;

    internal ContainerStream(ContainerEngine engine, Container container, MonitorConnection monitor, bool cleansUp)
    {
        _engine = engine;
        _monitor = monitor;
        _cleansUp = cleansUp;
        Container = container;
    }

    public Container Container { get; }

    /// <summary>How the process ended, once <see cref="Receive(out ReadOnlySpan{byte})"/> has said so.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Waits for what comes next from the container.</summary>
    /// <param name="output">Bytes of one of the two outputs; valid until the next call.</param>
    public StreamEvent Receive(out ReadOnlySpan<byte> output)
    {
        while (true)
        {
            switch (_monitor.Receive(out output))
            {
                case FrameKind.Stdout:
                    return StreamEvent.Stdout;
                case FrameKind.Stderr:
                    return StreamEvent.Stderr;
                case FrameKind.Detached:
                    return StreamEvent.Detached;
                case FrameKind.Exit when ProtocolJson.ParseExit(output) is { } end:
                    ExitCode = end.ExitCode;
                    // Docker's clients, too, are gone when a policy starts the container again.
                    if (_cleansUp && !end.Restarting)
                        CleanUp();
                    return StreamEvent.Exited;
                case null:
                    return StreamEvent.Lost;
            }
        }
    }

    public void Write(ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            int length = Math.Min(input.Length, Frame.MaximumPayload);
            _monitor.Send(FrameKind.Stdin, input[..length]);
            input = input[length..];
        }
    }

    /// <summary>Nothing more will be written.</summary>
    public void EndInput() => _monitor.Send(FrameKind.EndOfStdin);

    public void Resize(TerminalSize size) => _monitor.SendWhole(Frame.WriteWindow(size.Rows, size.Columns));

    public void Dispose() => _monitor.Dispose();

    private void CleanUp()
    {
        _engine.CleanUp(Container.Id);
        _monitor.Send(FrameKind.CleanedUp);
    }
}
