// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Images.Tar;

/// <summary>The 512 bytes before a file, and the places of their fields.</summary>
/// <remarks>Source: POSIX pax, "ustar Interchange Format"; GNU tar's manual, "Basic Tar Format".</remarks>
internal static class TarHeader
{
    public const int BlockSize = 512;

    public static readonly Range Name = ..100;
    public static readonly Range Mode = 100..108;
    public static readonly Range Uid = 108..116;
    public static readonly Range Gid = 116..124;
    public static readonly Range Size = 124..136;
    public static readonly Range Modified = 136..148;
    public static readonly Range Checksum = 148..156;
    public const int TypeFlag = 156;
    public static readonly Range LinkName = 157..257;
    public static readonly Range Magic = 257..265;
    public static readonly Range DeviceMajor = 329..337;
    public static readonly Range DeviceMinor = 337..345;
    public static readonly Range Prefix = 345..500;

    // Of GNU's sparse files (type S), where ustar has the prefix.
    public static readonly Range SparseMap = 386..482;
    public const int SparseContinues = 482;
    public static readonly Range SparseSize = 483..495;
    public const int SparseBlockContinues = 504;

    public static ReadOnlySpan<byte> UstarMagic => "ustar\u000000"u8;

    /// <summary>A field up to its first NUL.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    /// <summary>A number in octal, or, when the top bit is set, in base 256 as GNU writes large ones.</summary>
    /// <exception cref="TarFormatException">It is neither, or does not fit.</exception>
    public static long Number(ReadOnlySpan<byte> field, string name)
    {
        if ((field[0] & 0x80) != 0)
            return Binary(field, name);

        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        long value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                throw new TarFormatException($"the {name} of a header is no octal number");
            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }

    /// <summary>The sum of all bytes, those of the checksum itself taken for spaces.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> block)
    {
        if (block[Checksum].ContainsAnyExcept("01234567 \0"u8))
            return false;
        long expected = Number(block[Checksum], "checksum");
        // Some old programs added up signed characters.
        long unsigned = 0, signed = 0;
        for (int i = 0; i < BlockSize; i++)
        {
            byte value = i is >= 148 and < 156 ? (byte)' ' : block[i];
            unsigned += value;
            signed += (sbyte)value;
        }

        return expected == unsigned || expected == signed;
    }

    private static long Binary(ReadOnlySpan<byte> field, string name)
    {
        // Two's complement, the first bit being the mark and the second the sign.
        long value = (field[0] & 0x40) != 0 ? -1 : 0;
        for (int i = 0; i < field.Length; i++)
        {
            byte digit = i == 0 ? (byte)(value < 0 ? field[0] : field[0] & 0x7f) : field[i];
            long next = unchecked((value << 8) | digit);
            if (next >> 8 != value)
                throw new TarFormatException($"the {name} of a header is too large");
            value = next;
        }

        return value;
    }
}
