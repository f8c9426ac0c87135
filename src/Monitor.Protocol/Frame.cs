// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;

namespace Husk.Monitor.Protocol;

/// <summary>The eight bytes before each payload: docs/engine.md, "Frames".</summary>
public static class Frame
{
    /// <summary>The kind, three zeros, and the payload's length, little endian.</summary>
    public const int HeaderSize = 8;

    /// <summary>The longest payload.</summary>
    public const int MaximumPayload = 64 * 1024;

    /// <summary>Writes the header of a frame whose payload follows.</summary>
    /// <param name="header">At least <see cref="HeaderSize"/> bytes.</param>
    /// <param name="kind">What the frame is.</param>
    /// <param name="length">Of the payload.</param>
    public static void WriteHeader(Span<byte> header, FrameKind kind, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaximumPayload);
        BinaryPrimitives.WriteUInt32LittleEndian(header, (byte)kind);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], length);
    }

    /// <summary>A whole frame.</summary>
    public static byte[] Write(FrameKind kind, ReadOnlySpan<byte> payload = default)
    {
        byte[] frame = new byte[HeaderSize + payload.Length];
        WriteHeader(frame, kind, payload.Length);
        payload.CopyTo(frame.AsSpan(HeaderSize));
        return frame;
    }

    /// <summary>The frame <see cref="FrameKind.Window"/>: how large the client's terminal is.</summary>
    public static byte[] WriteWindow(ushort rows, ushort columns)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(payload, rows);
        BinaryPrimitives.WriteUInt16LittleEndian(payload[2..], columns);
        return Write(FrameKind.Window, payload);
    }

    /// <summary>The payload of <see cref="FrameKind.Window"/>.</summary>
    /// <exception cref="ProtocolException">It is not four bytes.</exception>
    public static (ushort Rows, ushort Columns) ReadWindow(ReadOnlySpan<byte> payload) => payload.Length == 4
        ? (BinaryPrimitives.ReadUInt16LittleEndian(payload), BinaryPrimitives.ReadUInt16LittleEndian(payload[2..]))
        : throw new ProtocolException("the size of a window is not four bytes");
}
