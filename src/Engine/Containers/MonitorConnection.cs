// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>A client's end of the conversation with a monitor: docs/engine.md, "Frames". One reader; any number of
/// writers.</summary>
internal sealed class MonitorConnection(OwnedFd socket) : IDisposable
{
    private readonly System.Threading.Lock _sending = new();
    private readonly FrameReader _frames = new();

    /// <summary>Null when nobody listens there.</summary>
    public static MonitorConnection? TryConnect(string path)
    {
        try
        {
            return new MonitorConnection(UnixSocket.Connect(path));
        }
        catch (SyscallException e) when (e.Errno is ENOENT or ECONNREFUSED)
        {
            return null;
        }
    }

    public void Send(FrameKind kind, ReadOnlySpan<byte> payload = default) => SendWhole(Frame.Write(kind, payload));

    /// <summary>Sends a frame; nothing when the monitor is gone, which receiving tells.</summary>
    public void SendWhole(byte[] frame)
    {
        lock (_sending)
        {
            try
            {
                UnixSocket.SendFds(socket, frame, []);
            }
            catch (SyscallException e) when (e.Errno is EPIPE or ECONNRESET)
            {
                // What it said before is still there to be read.
            }
        }
    }

    /// <summary>Waits for a frame.</summary>
    /// <param name="payload">Valid until the next one is received.</param>
    /// <returns>Null when the monitor is gone.</returns>
    public FrameKind? Receive(out ReadOnlySpan<byte> payload) => Receive(null, out payload, out _);

    /// <param name="limit">How long to wait; null for ever.</param>
    /// <param name="payload">Valid until the next one is received.</param>
    /// <param name="late">Whether null is because the time ran out.</param>
    public FrameKind? Receive(TimeSpan? limit, out ReadOnlySpan<byte> payload, out bool late)
    {
        late = false;
        FrameKind kind;
        while (!_frames.TryTake(out kind, out payload))
        {
            late = limit is not null && !Poll.UntilReadable(socket, limit);
            if (late || !Fill())
                return null;
        }
        return kind;
    }

    public void Dispose() => socket.Dispose();

    private bool Fill()
    {
        try
        {
            int count = Fd.Read(socket, _frames.Room);
            _frames.Filled(count);
            return count > 0;
        }
        catch (SyscallException e) when (e.Errno is ECONNRESET)
        {
            return false;
        }
    }
}
