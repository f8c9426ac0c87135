// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Snapshots;

public sealed partial class LayerStore
{
    /// <summary>Lets snapshots of this process stand on a layer that has not its name yet.</summary>
    internal void AddSealed(SealedLayer layer) => _sealed.TryAdd(layer.Layer.Chain, layer);

    internal void RemoveSealed(SealedLayer layer) => _sealed.TryRemove(new(layer.Layer.Chain, layer));
}
