// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Layers;

/// <summary>How much a layer may be: a small file can unpack to more than any disk holds.</summary>
/// <remarks>
/// Deflate reaches 1030:1 and zstd far more, but only on content that says nothing. Layers of real images stay below
/// 20:1; the ratio is judged from <see cref="RatioFrom"/> on, so that a small layer may hold an empty disk image.
/// </remarks>
public sealed record LayerLimits
{
    public static LayerLimits Default { get; } = new();

    /// <summary>Bytes of the uncompressed tar.</summary>
    public long Bytes { get; init; } = 256L << 30;

    public long Entries { get; init; } = 20_000_000;

    /// <summary>Uncompressed bytes to each compressed one.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>Uncompressed bytes below which the ratio does not matter.</summary>
    public long RatioFrom { get; init; } = 1L << 30;
}
