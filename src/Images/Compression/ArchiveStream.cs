// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Images.Compression;

/// <summary>Opens archives that people bring, however they are compressed.</summary>
public static class ArchiveStream
{
    /// <summary>The plain bytes, by what the first ones say. Disposing of them disposes of the source.</summary>
    /// <exception cref="ImageException">It is compressed in a way that this machine cannot undo.</exception>
    public static Stream Open(Stream source) => Decompression.Open(new PeekedStream(source));

    /// <summary>The same; null when nothing comes.</summary>
    public static Stream? TryOpen(Stream source)
    {
        var peeked = new PeekedStream(source);
        return peeked.Peek().IsEmpty ? null : Decompression.Open(peeked);
    }

    /// <summary>Whether it is one: compressed, or a tar by the word at 257 (POSIX pax, "ustar Interchange
    /// Format").</summary>
    /// <param name="source">Read a little.</param>
    /// <param name="whole">The same from its beginning.</param>
    public static bool Is(Stream source, out Stream whole)
    {
        var peeked = new PeekedStream(source, 512);
        whole = peeked;
        ReadOnlySpan<byte> start = peeked.Peek();
        return CompressionFormats.Of(start) is not CompressionFormat.None
            || (start.Length >= 262 && start.Slice(257, 5).SequenceEqual("ustar"u8));
    }
}
