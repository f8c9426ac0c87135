// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Numerics;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Seccomp;

/// <summary>
/// A file of the cache: eight bytes of magic, the CRC-32C of all that follows, the key's length, the key, the filter.
/// Numbers are little-endian, the filter is in the machine's byte order.
/// </summary>
/// <remarks>
/// The key is in the file so that a hit is the same profile byte for byte. The checksum is against damage (a file cut
/// short by a full disk or a crash); against people the directory is guarded.
/// </remarks>
internal static class SeccompCacheEntry
{
    /// <summary>
    /// More than any entry has: the largest filter, and a key of the size of the largest configuration anybody runs.
    /// </summary>
    internal const int Limit = 4 << 20;

    private static ReadOnlySpan<byte> Magic => "huskbpf1"u8;

    private const int ChecksumAt = 8;
    private const int KeyLengthAt = 12;
    private const int KeyAt = 16;

    internal static byte[] Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> filter)
    {
        byte[] entry = new byte[KeyAt + key.Length + filter.Length];
        Magic.CopyTo(entry);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(KeyLengthAt), key.Length);
        key.CopyTo(entry.AsSpan(KeyAt));
        filter.CopyTo(entry.AsSpan(KeyAt + key.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(ChecksumAt), Checksum(entry.AsSpan(KeyLengthAt)));
        return entry;
    }

    /// <summary>The filter, or null when the entry is damaged or another key's.</summary>
    internal static byte[]? Read(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> key)
    {
        if (entry.Length < KeyAt + key.Length || !entry.StartsWith(Magic))
            return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(entry[ChecksumAt..]) != Checksum(entry[KeyLengthAt..]))
            return null;
        if (BinaryPrimitives.ReadInt32LittleEndian(entry[KeyLengthAt..]) != key.Length)
            return null;
        if (!entry.Slice(KeyAt, key.Length).SequenceEqual(key))
            return null;
        ReadOnlySpan<byte> filter = entry[(KeyAt + key.Length)..];
        bool isFilter = filter.Length % EnosysStub.InstructionSize == 0
            && filter.Length / EnosysStub.InstructionSize is > 0 and <= BPF_MAXINSNS;
        return isFilter ? filter.ToArray() : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte octet in bytes)
            crc = BitOperations.Crc32C(crc, octet);
        return ~crc;
    }
}
