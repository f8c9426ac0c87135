// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.IO.Compression;

namespace Husk.Images.Compression;

/// <summary>Opens an archive by what its first bytes say it is.</summary>
internal static class Decompression
{
    /// <summary>The plain bytes. Disposing of them disposes of the source.</summary>
    /// <exception cref="ImageException">It is compressed in a way that this program cannot undo.</exception>
    public static Stream Open(PeekedStream source) => CompressionFormats.Of(source.Peek()) switch
    {
        CompressionFormat.Gzip => new GZipStream(source, CompressionMode.Decompress),
        CompressionFormat.Zstd => new ZstdDecompressionStream(source),
        CompressionFormat.Bzip2 => new Bzip2DecompressionStream(source),
        CompressionFormat.Xz => new XzDecompressionStream(source),
        _ => source,
    };
}
