// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Images;

/// <summary>What images take on the disk, each thing counted once, in bytes.</summary>
/// <param name="Images">How many there are.</param>
/// <param name="Blobs">Layers as they came, manifests and configurations.</param>
/// <param name="Layers">Unpacked layers.</param>
/// <param name="Partial">Downloads that were broken off, and will be gone on with.</param>
public sealed record ImageUsage(int Images, long Blobs, long Layers, long Partial)
{
    public long Total => Blobs + Layers + Partial;
}
