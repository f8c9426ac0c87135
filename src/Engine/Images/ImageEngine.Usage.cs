// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Images.Layers;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Bytes of an image's files; of layers that are not unpacked, as they are stored.</summary>
    public long SizeOf(LocalImage image) => Guard(() => LayerSizes(image).Sum());

    /// <summary>What all images together take.</summary>
    public ImageUsage Usage() => Guard(() => new ImageUsage(
        All().Count,
        Content.Blobs().Sum(blob => Content.Size(blob) ?? 0),
        Store.Layers.Chains().Sum(chain => Store.Layers.Find(chain)?.Size ?? 0),
        new DirectoryInfo(Path.Combine(Content.Path, "ingest")).EnumerateFiles().Sum(file => file.Length)));

    /// <summary>Whether blobs, names, layers and snapshots agree: a line for each thing that is wrong.</summary>
    /// <param name="repair">Whether to take away what is damaged.</param>
    public IReadOnlyList<string> Check(bool repair) => Guard(() => Store.Check(repair));

    private IReadOnlyList<long> LayerSizes(LocalImage image)
    {
        Digest[] chains = ChainId.All(image.Config.RootFs.DiffIds);
        return [.. chains.Zip(image.Manifest.Layers, (chain, layer) => Store.Layers.Find(chain)?.Size ?? layer.Size)];
    }
}
