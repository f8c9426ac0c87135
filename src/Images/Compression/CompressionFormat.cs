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
/// <remarks>Source: RFC 1952 section 2.3.1; RFC 8878 sections 3.1.1 and 3.1.2; the formats' own pages for the others.</remarks>
public static class CompressionFormats
{
    /// <summary>How many bytes <see cref="Of"/> wants to see.</summary>
    public const int Needed = 6;

    public static CompressionFormat Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            return CompressionFormat.Gzip;
        // A zstd stream may begin with a skippable frame, of which there are sixteen magic numbers.
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])
            || (start.Length >= 4 && (start[0] & 0xf0) == 0x50 && start[1..].StartsWith((ReadOnlySpan<byte>)[0x2a, 0x4d, 0x18])))
        {
            return CompressionFormat.Zstd;
        }

        if (start.StartsWith("BZh"u8))
            return CompressionFormat.Bzip2;
        return start.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) ? CompressionFormat.Xz : CompressionFormat.None;
    }
}
