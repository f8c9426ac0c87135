// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Container;

/// <summary>One of the two streams that the container writes, or the terminal that is both.</summary>
internal sealed class OutputStream : IDisposable
{
    /// <summary>How long a terminal is left alone that nobody has open: somebody may open it again.</summary>
    private const long Pause = 200;

    private readonly OwnedFd _fd;
    private readonly LogStream _stream;
    private readonly bool _isTerminal;
    private readonly Action<LogStream, int> _sink;
    private readonly byte[] _room;
    private readonly Action<PollEvents> _readable;
    private long _restUntil;

    /// <param name="fd">Of which reads do not wait; owned here.</param>
    /// <param name="stream">What clients and log call it.</param>
    /// <param name="isTerminal">Whether it is a terminal's master side.</param>
    /// <param name="room">Where what is read goes; shared with the other stream.</param>
    /// <param name="sink">Takes so many bytes out of <paramref name="room"/>.</param>
    public OutputStream(OwnedFd fd, LogStream stream, bool isTerminal, byte[] room, Action<LogStream, int> sink)
    {
        (_fd, _stream, _isTerminal, _room, _sink) = (fd, stream, isTerminal, room, sink);
        _readable = _ => Read();
    }

    public bool IsClosed => _fd.IsClosed;

    public void Ask(Waits waits)
    {
        if (IsClosed)
            return;
        if (Waits.Now < _restUntil)
            waits.Until(_restUntil);
        else
            waits.For(_fd, PollEvents.Readable, _readable);
    }

    /// <summary>Reads once; whether there was something.</summary>
    public bool Read()
    {
        if (IsClosed)
            return false;
        int count = Fd.TryRead(_fd, _room.AsSpan(Frame.HeaderSize));
        if (count > 0)
            _sink(_stream, count);
        else if (_isTerminal && count == -EIO)
            _restUntil = Waits.Now + Pause;
        else if (count != -EAGAIN)
            _fd.Dispose();
        return count > 0;
    }

    public void Dispose() => _fd.Dispose();
}
