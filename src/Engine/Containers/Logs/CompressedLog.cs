// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using Husk.Linux;
using Microsoft.Win32.SafeHandles;

namespace Husk.Engine.Containers.Logs;

/// <summary>
/// A rotated log that was compressed: gzip, of which a first member, empty, tells which file it was (RFC 1952, 2.2 and
/// 2.3.1.1). Who follows a log may have read that one, and is not to read this as another.
/// </summary>
internal static class CompressedLog
{
    // The header with an extra field of one subfield, an empty block of deflate, CRC and length of nothing.
    private const int MemberLength = 12 + 4 + OriginLength + 2 + 8;
    private const int OriginLength = 16;

    private static ReadOnlySpan<byte> Header => [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, OriginLength + 4, 0,
        (byte)'H', (byte)'K', OriginLength, 0];

    /// <summary>Inode, and nanoseconds at which it was changed last: a number alone may be another file's
    /// meanwhile.</summary>
    public static (ulong Inode, long Changed) OriginOf(FileStatus file) =>
        (file.Inode, file.Modified.Seconds * 1_000_000_000 + file.Modified.Nanoseconds);

    /// <summary>Compresses a file that nobody writes to any more.</summary>
    public static void Write(BorrowedFd from, BorrowedFd to)
    {
        Span<byte> first = stackalloc byte[MemberLength];
        first.Clear();
        Header.CopyTo(first);
        (ulong inode, long changed) = OriginOf(Fd.Stat(from));
        BinaryPrimitives.WriteUInt64LittleEndian(first[16..], inode);
        BinaryPrimitives.WriteInt64LittleEndian(first[24..], changed);
        first[32] = 3;
        Fd.WriteAll(to, first);
        using (FileStream target = Stream(to, FileAccess.Write))
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            byte[] buffer = new byte[128 * 1024];
            for (int count; (count = Fd.Read(from, buffer)) > 0;)
                gzip.Write(buffer, 0, count);
        }

        // The original goes as soon as this is told to be done.
        Fd.Sync(to);
    }

    /// <summary>Which file it was; null when it does not say.</summary>
    public static (ulong Inode, long Changed)? ReadOrigin(BorrowedFd file)
    {
        Span<byte> first = stackalloc byte[MemberLength];
        Fd.SeekTo(file, 0);
        return Fd.Read(file, first) == first.Length && first.StartsWith(Header)
            ? (BinaryPrimitives.ReadUInt64LittleEndian(first[16..]), BinaryPrimitives.ReadInt64LittleEndian(first[24..]))
            : null;
    }

    /// <summary>Its content, as a file in memory; of a damaged one, what is before the damage.</summary>
    public static OwnedFd Unpack(BorrowedFd file)
    {
        OwnedFd content = MemFd.Create("husk-log"u8);
        try
        {
            Fd.SeekTo(file, 0);
            using FileStream source = Stream(file, FileAccess.Read);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            byte[] buffer = new byte[128 * 1024];
            for (int count; (count = gzip.Read(buffer)) > 0;)
                Fd.WriteAll(content, buffer.AsSpan(0, count));
        }
        catch (InvalidDataException)
        {
            // The machine stopped before it was on the disk.
        }
        catch
        {
            content.Dispose();
            throw;
        }

        Fd.SeekTo(content, 0);
        return content;
    }

    // Another's descriptor, which stays open.
    private static FileStream Stream(BorrowedFd file, FileAccess access) =>
        new(new SafeFileHandle(file.Number, ownsHandle: false), access, bufferSize: 0);
}
