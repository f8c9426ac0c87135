// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Dns;

/// <summary>
/// A connection with messages on it, each behind two bytes that say how long it is (RFC 1035, 4.2.2). Of both kinds: of
/// a container that asks us, and of ours to a server that we ask.
/// </summary>
internal sealed class TcpClient(OwnedFd socket) : IDisposable
{
    private readonly List<byte> _out = [];
    private readonly byte[] _buffer = new byte[4096];
    private byte[] _in = [];

    public OwnedFd Socket { get; } = socket;

    public bool IsClosed => Socket.IsClosed;

    /// <summary>When it is given up, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long Deadline { get; set; }

    /// <summary>Whether it waits for room to write into.</summary>
    public bool HasOutput => _out.Count > 0;

    /// <summary>What it waits for. Who does not read what he was told is not asked what else he wants to
    /// know.</summary>
    public int Events => HasOutput ? EPOLLOUT : EPOLLIN;

    public void Queue(ReadOnlySpan<byte> message)
    {
        _out.AddRange([(byte)(message.Length >> 8), (byte)message.Length]);
        _out.AddRange(message);
    }

    /// <summary>Writes what there is room for; false when the other end is gone.</summary>
    public bool Flush()
    {
        while (_out.Count > 0)
        {
            int written = InetSocket.Send(Socket, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_out));
            if (written < 0)
                return written is -EAGAIN or -EINPROGRESS or -ENOTCONN;
            _out.RemoveRange(0, written);
        }

        return true;
    }

    /// <summary>The next whole message; null when there is none yet.</summary>
    /// <param name="ended">Whether the other end will send no more.</param>
    public byte[]? Read(out bool ended)
    {
        ended = false;
        while (true)
        {
            int length = _in.Length < 2 ? int.MaxValue - 2 : BinaryPrimitives.ReadUInt16BigEndian(_in);
            if (_in.Length >= length + 2)
            {
                byte[] message = _in[2..(length + 2)];
                _in = _in[(length + 2)..];
                return message;
            }

            int count = InetSocket.Receive(Socket, _buffer);
            if (count <= 0)
            {
                ended = count is not -EAGAIN;
                return null;
            }

            _in = [.. _in, .. _buffer.AsSpan(0, count)];
        }
    }

    public void Dispose() => Socket.Dispose();
}
