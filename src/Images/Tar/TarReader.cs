// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using static Husk.Images.Tar.TarHeader;

namespace Husk.Images.Tar;

/// <summary>
/// Reads an archive front to back: <see cref="Next"/>, then the entry's content with <see cref="Read"/>. Takes ustar,
/// pax, GNU's and the seventh edition's formats, with sparse files.
/// </summary>
/// <remarks>
/// Not System.Formats.Tar: it makes strings of names and of attributes' values, which need not be UTF-8, and knows no
/// sparse files. See docs/decisions.
/// </remarks>
public sealed class TarReader(Stream archive)
{
    /// <summary>More is no name and no set of attributes that the kernel would take, but an attack on memory.</summary>
    private const int LongestExtension = 4 * 1024 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private long _content;
    private int _padding;
    private long _entries;

    /// <summary>
    /// Goes to the next entry, over what was not read of the one before; null at the end of the archive.
    /// </summary>
    /// <exception cref="TarFormatException">It is no tar archive, or it is cut short.</exception>
    public TarEntry? Next()
    {
        PaxRecords? pax = null;
        byte[]? longName = null, longLink = null;
        while (true)
        {
            Skip(_content + _padding);
            (_content, _padding) = (0, 0);
            if (!ReadHeader())
            {
                return pax is null && longName is null
                    ? null
                    : throw new TarFormatException("the archive ends after a header");
            }

            _entries++;
            long size = Number(_block.AsSpan(Size), "size");
            switch ((char)_block[TypeFlag])
            {
                case 'x' or 'X':
                    pax = PaxRecords.Parse(Extension(size));
                    break;
                case 'g':
                    // Of the archive, not of a file; what git puts there is a comment. docker passes over it as well.
                    Extension(size);
                    break;
                case 'L':
                    longName = Text(Extension(size)).ToArray();
                    break;
                case 'K':
                    longLink = Text(Extension(size)).ToArray();
                    break;
                default:
                    return Entry(size, pax, longName, longLink);
            }
        }
    }

    /// <summary>Reads of the entry's content, of a sparse file's only the segments; 0 at its end.</summary>
    /// <exception cref="TarFormatException">The archive is cut short.</exception>
    public int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, _content);
        if (count == 0)
            return 0;
        count = archive.Read(buffer[..count]);
        if (count == 0)
            throw new TarFormatException("the archive ends in the middle of a file");
        _content -= count;
        return count;
    }

    private TarEntry Entry(long size, PaxRecords? pax, byte[]? longName, byte[]? longLink)
    {
        byte[] name = pax?.Sparse?.Name ?? pax?.Path ?? longName ?? HeaderName();
        TarEntryType type = EntryType((char)_block[TypeFlag], name);
        // A size beside a type that has no content is a relic: no content follows.
        SetContent(type == TarEntryType.Regular ? pax?.Size ?? size : 0);
        bool oldSparse = _block[TypeFlag] == 'S';
        long realSize = oldSparse ? Number(_block.AsSpan(SparseSize), "real size") : pax?.Sparse?.RealSize ?? _content;
        TarEntry entry = new()
        {
            Name = name,
            Type = type,
            LinkName = pax?.LinkPath ?? longLink ?? Text(_block.AsSpan(LinkName)).ToArray(),
            Mode = (uint)Number(_block.AsSpan(Mode), "mode") & 0xFFF,
            Uid = Id(pax?.Uid ?? Number(_block.AsSpan(Uid), "uid")),
            Gid = Id(pax?.Gid ?? Number(_block.AsSpan(Gid), "gid")),
            Size = realSize,
            Modified = pax?.Modified ?? (Number(_block.AsSpan(Modified), "time"), 0),
            Device = type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice
                ? (Id(Number(_block.AsSpan(DeviceMajor), "device")), Id(Number(_block.AsSpan(DeviceMinor), "device")))
                : default,
            Xattrs = pax?.Xattrs ?? [],
        };
        if (oldSparse)
            return entry with { Segments = SparseMapReader.Checked(OldSparseMap(), realSize, _content) };
        if (pax?.Sparse is not { } sparse || type != TarEntryType.Regular)
            return entry;
        IReadOnlyList<long> map = sparse.MapInContent ? MapBeforeContent() : sparse.Numbers;
        return entry with { Segments = SparseMapReader.Checked(map, realSize, _content) };
    }

    private static TarEntryType EntryType(char type, byte[] name) => type switch
    {
        // The seventh edition had no directories but names that end so.
        '0' or '\0' or '7' => name is [.., (byte)'/'] ? TarEntryType.Directory : TarEntryType.Regular,
        'S' => TarEntryType.Regular,
        '1' => TarEntryType.HardLink,
        '2' => TarEntryType.Symlink,
        '3' => TarEntryType.CharacterDevice,
        '4' => TarEntryType.BlockDevice,
        '5' => TarEntryType.Directory,
        '6' => TarEntryType.Fifo,
        _ => throw new TarFormatException($"an entry is of the unknown type 0x{(int)type:x2}"),
    };

    private byte[] HeaderName()
    {
        ReadOnlySpan<byte> name = Text(_block.AsSpan(Name));
        // GNU's magic is "ustar  ": other things stand in the prefix's place.
        ReadOnlySpan<byte> prefix = _block.AsSpan(Magic).StartsWith("ustar\0"u8) ? Text(_block.AsSpan(Prefix)) : [];
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    private static uint Id(long number) => number is >= 0 and <= uint.MaxValue
        ? (uint)number
        : throw new TarFormatException($"{number} is no ID");

    /// <summary>False at the end: two blocks of zeros, or one and nothing behind it, or nothing.</summary>
    private bool ReadHeader()
    {
        int got = archive.ReadAtLeast(_block, BlockSize, throwOnEndOfStream: false);
        if (got == 0 && _entries > 0)
            return false;
        if (got < BlockSize)
        {
            throw new TarFormatException(
                got == 0 ? "it is empty, not a tar archive" : "the archive ends in the middle of a header");
        }

        if (!_block.AsSpan().ContainsAnyExcept((byte)0))
            return false;
        return IsIntact(_block)
            ? true
            : throw new TarFormatException(
                _entries == 0 ? "it is no tar archive" : "the checksum of a header is wrong");
    }

    private void SetContent(long size)
    {
        if (size is < 0 or > long.MaxValue - BlockSize)
            throw new TarFormatException($"a size of {size} bytes is impossible");
        _content = size;
        _padding = (int)(-size & (BlockSize - 1));
    }

    private byte[] Extension(long size)
    {
        if (size > LongestExtension)
            throw new TarFormatException($"a header of {size} bytes is too long");
        SetContent(size);
        byte[] content = new byte[size];
        Fill(content);
        return content;
    }

    private void Fill(Span<byte> content)
    {
        for (int count; !content.IsEmpty; content = content[count..])
        {
            count = Read(content);
            if (count == 0)
                throw new TarFormatException("a sparse map is cut short");
        }
    }

    private void Skip(long count)
    {
        Span<byte> passed = stackalloc byte[8192];
        for (int got; count > 0; count -= got)
        {
            got = archive.Read(passed[..(int)Math.Min(count, passed.Length)]);
            if (got == 0)
                throw new TarFormatException("the archive ends in the middle of a file");
        }
    }

    private List<long> OldSparseMap()
    {
        var numbers = new List<long>();
        SparseMapReader.TakeBinary(_block.AsSpan(SparseMap), numbers);
        for (bool more = _block[SparseContinues] != 0; more; more = _block[SparseBlockContinues] != 0)
        {
            if (archive.ReadAtLeast(_block, BlockSize, throwOnEndOfStream: false) < BlockSize)
                throw new TarFormatException("a sparse map is cut short");
            SparseMapReader.TakeBinary(_block.AsSpan(..SparseBlockContinues), numbers);
        }

        return numbers;
    }

    private List<long> MapBeforeContent()
    {
        var map = new SparseMapReader();
        while (!map.IsComplete)
        {
            Fill(_block);
            map.Take(_block);
        }

        return map.Numbers;
    }
}
