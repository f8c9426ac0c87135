// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;

namespace Husk.Images.Layers;

/// <summary>Where an entry of a layer goes: the parts of its name below the root, checked.</summary>
/// <remarks>
/// A leading slash and parts that are <c>.</c> or empty say nothing and are dropped, as tar and docker do. <c>..</c>
/// has no honest use in a layer: CVE-2019-14271, CVE-2018-15664 and many before them.
/// </remarks>
internal sealed class EntryPath
{
    /// <summary>Whoever walks the tree later holds a descriptor for each level.</summary>
    private const int Deepest = 256;

    private EntryPath(byte[] parent, byte[] name)
    {
        Parent = parent;
        Name = name;
    }

    /// <summary>The directory, without slashes at its ends; empty for the root.</summary>
    public byte[] Parent { get; }

    /// <summary>The last part; empty for the root itself.</summary>
    public byte[] Name { get; }

    public byte[] Full => Parent.Length == 0 ? Name : [.. Parent, (byte)'/', .. Name];

    /// <exception cref="InvalidDataException">The name leads up.</exception>
    public static EntryPath Parse(ReadOnlySpan<byte> name)
    {
        var clean = new List<byte>(name.Length);
        int last = 0, depth = 0;
        foreach (Range range in name.Split((byte)'/'))
        {
            ReadOnlySpan<byte> part = name[range];
            if (part.IsEmpty || part.SequenceEqual("."u8))
                continue;
            if (part.SequenceEqual(".."u8))
                throw new InvalidDataException("its name has a \"..\", which would lead out of the layer");
            if (part.Contains((byte)0))
                throw new InvalidDataException("its name has a NUL byte");
            if (clean.Count > 0)
                clean.Add((byte)'/');
            if (++depth > Deepest)
                throw new InvalidDataException($"its name has more than {Deepest} parts");
            last = clean.Count;
            clean.AddRange(part);
        }

        byte[] whole = [.. clean];
        return new EntryPath(last == 0 ? [] : whole[..(last - 1)], whole[last..]);
    }
}
