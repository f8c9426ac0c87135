// SPDX-License-Identifier: Apache-2.0
using System.IO;

namespace Husk.Images.Compression;

/// <summary>Opens archives that people bring, however they are compressed.</summary>
public static class ArchiveStream
{
    /// <summary>The plain bytes, by what the first ones say. Disposing of them disposes of the source.</summary>
    /// <exception cref="ImageException">It is compressed in a way that this machine cannot undo.</exception>
    public static Stream Open(Stream source) => Decompression.Open(new PeekedStream(source));
}
