// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Globalization;

namespace Husk.Monitor.Protocol;

/// <summary>
/// Takes frames out of a stream, however it is cut: read into <see cref="Room"/>, tell <see cref="Filled"/> how much
/// came, then take what is whole with <see cref="TryTake"/>.
/// </summary>
public sealed class FrameReader
{
    private const int Smallest = 2048;

    // Grows to the longest frame that came, so that a client that only listens costs little.
    private byte[] _buffer = new byte[Smallest];
    private int _start;
    private int _end;

    /// <summary>Where the next bytes of the stream go. Never empty, once all whole frames are taken.</summary>
    public Span<byte> Room
    {
        get
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            int wanted = _end < Frame.HeaderSize ? Frame.HeaderSize : Frame.HeaderSize + Length(_buffer);
            if (wanted > _buffer.Length)
                Array.Resize(ref _buffer, wanted);
            return _buffer.AsSpan(_end);
        }
    }

    /// <summary>Whether nothing is left over: here the stream may end.</summary>
    public bool IsEmpty => _start == _end;

    /// <summary>So many bytes have been put into <see cref="Room"/>.</summary>
    public void Filled(int count) => _end += count;

    /// <summary>Takes the next frame, if it is whole.</summary>
    /// <param name="kind">What it is; one that nobody knows is given as it is.</param>
    /// <param name="payload">Valid until <see cref="Room"/> is asked for.</param>
    /// <exception cref="ProtocolException">The stream is no frames.</exception>
    public bool TryTake(out FrameKind kind, out ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start.._end);
        kind = default;
        payload = default;
        if (rest.Length < Frame.HeaderSize)
            return false;
        int length = Length(rest);
        if (rest.Length < Frame.HeaderSize + length)
            return false;
        kind = (FrameKind)rest[0];
        payload = rest.Slice(Frame.HeaderSize, length);
        _start += Frame.HeaderSize + length;
        return true;
    }

    private static int Length(ReadOnlySpan<byte> header)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if (header[1] != 0 || header[2] != 0 || header[3] != 0 || length > Frame.MaximumPayload)
        {
            throw new ProtocolException(string.Create(
                CultureInfo.InvariantCulture,
                $"no frame begins with {header[0]} {header[1]} and a length of {length}"));
        }

        return (int)length;
    }
}
