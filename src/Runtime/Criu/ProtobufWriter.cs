// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Text;

namespace Husk.Runtime.Criu;

/// <summary>A message of Protocol Buffers, field by field. Source: protobuf.dev, "Encoding".</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>int32, uint32 and enum; a negative int32 is ten bytes long, as if it were an int64.</summary>
    public ProtobufWriter Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    /// <summary>A bool that is set: one that is not is as good as left out, and is.</summary>
    public ProtobufWriter Flag(int field, bool value) => value ? Number(field, 1) : this;

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.Written);

    private ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Varint(ulong value)
    {
        Span<byte> room = _bytes.GetSpan(10);
        int length = 0;
        while (value >= 0x80)
        {
            room[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
