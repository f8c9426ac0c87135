// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Explaining;

/// <summary>A layer of an image, or the writable one on top of them.</summary>
/// <param name="Number">1 for the lowest; 0 for the writable layer.</param>
/// <param name="Digest">Of its tar (image-spec config.md, DiffID); empty for the writable layer.</param>
/// <param name="Chain">Its name with all below it, by which it is kept; empty for the writable layer.</param>
/// <param name="Path">The directory of its files.</param>
/// <param name="Size">Bytes of its files.</param>
/// <param name="CreatedBy">The line of the image's history that made it; may be empty.</param>
public sealed record ExplainedLayer(
    int Number, string Digest, string Chain, string Path, long Size, string CreatedBy)
{
    /// <summary>Whether its files are on this host already.</summary>
    public bool Unpacked { get; init; } = true;
}
