// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Images.Tar;

/// <summary>GNU's three ways to describe a sparse file in a pax header.</summary>
/// <remarks>Source: GNU tar's manual, "PAX Format, Version 0.0", "0.1" and "1.0".</remarks>
internal sealed class PaxSparse
{
    private readonly List<long> _numbers = [];
    private long? _offset;

    /// <summary>The file's real name; the entry has an invented one.</summary>
    public byte[]? Name { get; private set; }

    /// <summary>The file's length, holes included.</summary>
    public long? RealSize { get; private set; }

    /// <summary>Whether the map stands before the content (1.0), not in the header.</summary>
    public bool MapInContent { get; private set; }

    /// <summary>Offset and length of each segment, one after the other.</summary>
    public IReadOnlyList<long> Numbers => _numbers;

    public void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("name"u8))
            Name = value.ToArray();
        else if (key.SequenceEqual("realsize"u8) || key.SequenceEqual("size"u8))
            RealSize = PaxRecords.Decimal(value, "real size");
        else if (key.SequenceEqual("major"u8))
            MapInContent = PaxRecords.Decimal(value, "sparse version") == 1;
        else if (key.SequenceEqual("map"u8))
            TakeMap(value);
        else if (key.SequenceEqual("offset"u8))
            _offset = PaxRecords.Decimal(value, "sparse offset");
        else if (key.SequenceEqual("numbytes"u8))
            TakeLength(PaxRecords.Decimal(value, "sparse length"));
    }

    private void TakeMap(ReadOnlySpan<byte> map)
    {
        foreach (Range number in map.Split((byte)','))
        {
            _numbers.Add(PaxRecords.Decimal(map[number], "sparse map")
                ?? throw new TarFormatException("a sparse map has an empty number"));
        }
    }

    private void TakeLength(long? length)
    {
        _numbers.Add(_offset ?? throw new TarFormatException("a sparse map has a length without an offset"));
        _numbers.Add(length ?? 0);
        _offset = null;
    }
}
