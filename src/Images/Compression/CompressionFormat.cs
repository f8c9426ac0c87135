// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Images.Compression;

/// <summary>How an archive is compressed.</summary>
public enum CompressionFormat
{
    None,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// <summary>Tells compressed archives by their first bytes, whatever they are called.</summary>
/// <remarks>
/// Source: RFC 1952 section 2.3.1; RFC 8878 sections 3.1.1 and 3.1.2; the formats' own pages for the others.
/// </remarks>
public static class CompressionFormats
{
    private static ReadOnlySpan<byte> Gzip => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> Zstd => [0x28, 0xb5, 0x2f, 0xfd];

    // There are sixteen magic numbers for a frame to skip: the first byte is 0x50 to 0x5f.
    private static ReadOnlySpan<byte> ZstdSkippableRest => [0x2a, 0x4d, 0x18];

    private static ReadOnlySpan<byte> Xz => [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];

    /// <summary>How many bytes <see cref="Of"/> wants to see.</summary>
    public const int Needed = 6;

    public static CompressionFormat Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(Gzip))
            return CompressionFormat.Gzip;
        if (start.StartsWith(Zstd) || IsZstdSkippable(start))
            return CompressionFormat.Zstd;
        if (start.StartsWith("BZh"u8))
            return CompressionFormat.Bzip2;
        return start.StartsWith(Xz) ? CompressionFormat.Xz : CompressionFormat.None;
    }

    private static bool IsZstdSkippable(ReadOnlySpan<byte> start) =>
        start.Length >= 4 && (start[0] & 0xf0) == 0x50 && start[1..].StartsWith(ZstdSkippableRest);
}
