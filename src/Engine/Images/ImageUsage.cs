// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Images;

/// <summary>What images take on the disk, each thing counted once, in bytes.</summary>
/// <param name="Images">How many there are.</param>
/// <param name="Active">How many of them containers were made of.</param>
/// <param name="Blobs">Layers as they came, manifests and configurations.</param>
/// <param name="Layers">Unpacked layers.</param>
/// <param name="Partial">Downloads that were broken off, and will be gone on with.</param>
/// <param name="Reclaimable">What would go with the images that no container was made of.</param>
public sealed record ImageUsage(int Images, int Active, long Blobs, long Layers, long Partial, long Reclaimable)
{
    public long Total => Blobs + Layers + Partial;
}
