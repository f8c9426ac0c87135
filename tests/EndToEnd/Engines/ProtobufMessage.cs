// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.EndToEnd.Engines;

/// <summary>
/// A message of protocol buffers (protobuf.dev, "Encoding"), by the numbers of its fields: as much as the CRI needs.
/// </summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int Delimited = 2;

    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    public ProtobufMessage With(int field, long value)
    {
        Write((ulong)(field << 3) | Varint);
        Write((ulong)value);
        return this;
    }

    public ProtobufMessage With(int field, string text) => With(field, Encoding.UTF8.GetBytes(text));

    public ProtobufMessage With(int field, ProtobufMessage message) => With(field, message.Bytes);

    public ProtobufMessage With(int field, IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            With(field, text);
        }

        return this;
    }

    /// <summary>The strings and the numbers of a message that was received.</summary>
    public static (Dictionary<int, string> Texts, Dictionary<int, long> Numbers) Read(ReadOnlySpan<byte> bytes)
    {
        Dictionary<int, string> texts = [];
        Dictionary<int, long> numbers = [];
        while (!bytes.IsEmpty)
        {
            int tag = (int)ReadVarint(ref bytes);
            long value = (long)ReadVarint(ref bytes);
            switch (tag & 7)
            {
                case Varint:
                    numbers[tag >> 3] = value;
                    break;
                case Delimited:
                    texts[tag >> 3] = Encoding.UTF8.GetString(bytes[..(int)value]);
                    bytes = bytes[(int)value..];
                    break;
                default:
                    throw new FormatException($"field {tag >> 3} is of wire type {tag & 7}");
            }
        }

        return (texts, numbers);
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private ProtobufMessage With(int field, byte[] content)
    {
        Write((ulong)(field << 3) | Delimited);
        Write((ulong)content.Length);
        _bytes.AddRange(content);
        return this;
    }

    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
