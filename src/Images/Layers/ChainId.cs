// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using Husk.Oci;

namespace Husk.Images.Layers;

/// <summary>The name of a layer together with everything below it, so that equal stacks are unpacked once.</summary>
/// <remarks>Source: image-spec config.md, "Layer ChainID"</remarks>
public static class ChainId
{
    /// <param name="parent">The chain below; null for the lowest layer.</param>
    /// <param name="diffId">The digest of the layer's uncompressed tar.</param>
    public static Digest Of(Digest? parent, Digest diffId) =>
        parent is null ? diffId : Digest.Of(Encoding.ASCII.GetBytes($"{parent} {diffId}"));

    /// <summary>The chain IDs of all layers, lowest first.</summary>
    public static Digest[] All(IReadOnlyList<Digest> diffIds)
    {
        var chains = new Digest[diffIds.Count];
        for (int i = 0; i < chains.Length; i++)
            chains[i] = Of(i == 0 ? null : chains[i - 1], diffIds[i]);

        return chains;
    }
}
