// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using static Husk.Images.Tar.TarHeader;

namespace Husk.Images.Tar;

/// <summary>
/// Writes an archive: ustar, with a pax header before an entry that needs one. The same entries give the same bytes.
/// </summary>
/// <param name="archive">Gets it; stays open.</param>
/// <param name="cancel">Ends it with an <see cref="OperationCanceledException"/>.</param>
/// <remarks>Source: POSIX pax. A sparse file is written with its holes as zeros, which every reader takes.</remarks>
public sealed class TarWriter(Stream archive, CancellationToken cancel = default)
{
    private readonly byte[] _block = new byte[BlockSize];
    private long _content;
    private int _padding;

    /// <summary>Begins an entry; if it is a regular file, <see cref="Write"/> must get its size in bytes.</summary>
    public void Begin(TarEntry entry)
    {
        cancel.ThrowIfCancellationRequested();
        FinishContent();
        byte[] pax = PaxHeader(entry);
        if (pax.Length > 0)
        {
            byte[] name = "pax"u8.ToArray();
            var header = new TarEntry { Name = name, Type = TarEntryType.Regular, Mode = 0x1A4, Size = pax.Length };
            Header(header, (byte)'x');
            archive.Write(pax);
            Pad((int)(-pax.Length & (BlockSize - 1)));
        }

        Header(entry, FlagOf(entry.Type));
        _content = entry.Type == TarEntryType.Regular ? entry.Size : 0;
        _padding = (int)(-_content & (BlockSize - 1));
    }

    /// <summary>Writes of the content of the entry that was begun.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, _content);
        cancel.ThrowIfCancellationRequested();
        archive.Write(content);
        _content -= content.Length;
    }

    /// <summary>A whole small file.</summary>
    public void WriteFile(TarEntry entry, ReadOnlySpan<byte> content)
    {
        Begin(entry with { Size = content.Length });
        Write(content);
    }

    /// <summary>Ends the archive. The stream stays open.</summary>
    public void Finish()
    {
        FinishContent();
        Pad(2 * BlockSize);
    }

    private void FinishContent()
    {
        if (_content > 0)
            throw new InvalidOperationException($"an entry lacks {_content} bytes of its content");
        Pad(_padding);
        _padding = 0;
    }

    private void Header(TarEntry entry, byte type)
    {
        Span<byte> block = _block;
        block.Clear();
        entry.Name.AsSpan(0, Math.Min(entry.Name.Length, 100)).CopyTo(block[Name]);
        entry.LinkName.AsSpan(0, Math.Min(entry.LinkName.Length, 100)).CopyTo(block[LinkName]);
        Octal(block[Mode], entry.Mode);
        Octal(block[Uid], entry.Uid);
        Octal(block[Gid], entry.Gid);
        Octal(block[Size], entry.Type == TarEntryType.Regular ? entry.Size : 0);
        Octal(block[Modified], Math.Max(entry.Modified.Seconds, 0));
        block[TypeFlag] = type;
        UstarMagic.CopyTo(block[Magic]);
        Octal(block[DeviceMajor], entry.Device.Major);
        Octal(block[DeviceMinor], entry.Device.Minor);
        block[Checksum].Fill((byte)' ');
        uint sum = 0;
        foreach (byte value in block)
            sum += value;

        // Six digits, a NUL and a space, as all have done since the seventh edition.
        Octal(block[148..155], sum);
        archive.Write(block);
    }

    // What does not fit stands in the pax header, and zero here.
    private static void Octal(Span<byte> field, long value)
    {
        if (!FitsOctal(value, field.Length))
            value = 0;
        for (int i = field.Length - 2; i >= 0; i--, value >>= 3)
            field[i] = (byte)('0' + (value & 7));

        field[^1] = 0;
    }

    private static bool FitsOctal(long value, int field) => value >= 0 && value >> (3 * (field - 1)) == 0;

    private static byte FlagOf(TarEntryType type) => type switch
    {
        TarEntryType.Regular => (byte)'0',
        TarEntryType.HardLink => (byte)'1',
        TarEntryType.Symlink => (byte)'2',
        TarEntryType.CharacterDevice => (byte)'3',
        TarEntryType.BlockDevice => (byte)'4',
        TarEntryType.Directory => (byte)'5',
        _ => (byte)'6',
    };

    private static byte[] PaxHeader(TarEntry entry)
    {
        var records = new List<byte>();
        if (entry.Name.Length > 100 || !IsAscii(entry.Name))
            Record(records, "path"u8, entry.Name);
        if (entry.LinkName.Length > 100 || !IsAscii(entry.LinkName))
            Record(records, "linkpath"u8, entry.LinkName);
        if (entry.Type == TarEntryType.Regular && !FitsOctal(entry.Size, 12))
            Record(records, "size"u8, Decimal(entry.Size));
        if (!FitsOctal(entry.Uid, 8))
            Record(records, "uid"u8, Decimal(entry.Uid));
        if (!FitsOctal(entry.Gid, 8))
            Record(records, "gid"u8, Decimal(entry.Gid));
        if (entry.Modified.Nanoseconds != 0 || !FitsOctal(entry.Modified.Seconds, 12))
            Record(records, "mtime"u8, Time(entry.Modified));
        foreach ((byte[] name, byte[] value) in entry.Xattrs)
            Record(records, [.. "SCHILY.xattr."u8, .. name], value);

        return [.. records];
    }

    private static bool IsAscii(byte[] name) => Ascii.IsValid(name);

    private static byte[] Decimal(long value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));

    private static byte[] Time((long Seconds, uint Nanoseconds) time)
    {
        // Before 1970 the fraction counts away from zero: -0.25 is a quarter of a second before.
        bool negative = time.Seconds < 0 && time.Nanoseconds != 0;
        long seconds = negative ? time.Seconds + 1 : time.Seconds;
        uint fraction = negative ? 1_000_000_000 - time.Nanoseconds : time.Nanoseconds;
        string sign = negative && seconds == 0 ? "-" : "";
        string digits = fraction.ToString("d9", CultureInfo.InvariantCulture).TrimEnd('0');
        string text = sign + seconds.ToString(CultureInfo.InvariantCulture) + (digits.Length == 0 ? "" : "." + digits);
        return Encoding.ASCII.GetBytes(text);
    }

    // The length counts its own digits.
    private static void Record(List<byte> records, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int rest = key.Length + value.Length + 3;
        int length = rest + 1;
        while (rest + Decimal(length).Length != length)
            length = rest + Decimal(length).Length;

        records.AddRange([.. Decimal(length), (byte)' ', .. key, (byte)'=', .. value, (byte)'\n']);
    }

    private void Pad(int count)
    {
        Span<byte> zeros = stackalloc byte[BlockSize];
        zeros.Clear();
        for (; count > 0; count -= BlockSize)
            archive.Write(zeros[..Math.Min(count, BlockSize)]);
    }
}
