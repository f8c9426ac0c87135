// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    private const string Missing = "<missing>";

    /// <summary>How an image was made, the last step first. Steps without a layer have no size.</summary>
    public IReadOnlyList<HistoryLine> History(LocalImage image) => Guard(() =>
    {
        IReadOnlyList<long> sizes = LayerSizes(image);
        HistoryEntry[] entries = image.Config.History.Length > 0
            ? image.Config.History
            // Nobody wrote down how: a line for each layer all the same.
            : [.. image.Manifest.Layers.Select(_ => new HistoryEntry { Created = image.Config.Created })];
        var lines = new List<HistoryLine>();
        int layer = 0;
        foreach (HistoryEntry entry in entries)
        {
            long size = entry.EmptyLayer || layer >= sizes.Count ? 0 : sizes[layer++];
            lines.Add(new HistoryLine(Missing, entry.Created, entry.CreatedBy, size, entry.Comment));
        }
        lines.Reverse();
        if (lines.Count > 0)
            lines[0] = lines[0] with { Id = image.Id.ToString() };
        return (IReadOnlyList<HistoryLine>)lines;
    });
}
