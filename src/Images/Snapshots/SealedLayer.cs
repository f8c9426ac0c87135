// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Snapshots;

/// <summary>A layer of a <see cref="LayerBatch"/>: its files are final, and its blob is being made.</summary>
public sealed class SealedLayer
{
    internal SealedLayer(Layer layer, string diffPath, PendingLayer? pending)
    {
        Layer = layer;
        DiffPath = diffPath;
        Pending = pending;
    }

    public Layer Layer { get; }

    /// <summary>The layer as it is stored.</summary>
    public required Task<Descriptor> Blob { get; init; }

    internal string DiffPath { get; }

    /// <summary>Null when there was such a layer already.</summary>
    internal PendingLayer? Pending { get; }

    /// <summary>The blob's file, when <see cref="Blob"/> is there.</summary>
    internal Ingest? Ingest { get; set; }
}
