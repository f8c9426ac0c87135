// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Images;
using Husk.Images.Layers;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Bytes of an image's files; of layers that are not unpacked, as they are stored.</summary>
    public long SizeOf(LocalImage image) => Guard(() => LayerSizes(image).Sum());

    /// <summary>What all images together take.</summary>
    /// <param name="users">All containers.</param>
    public ImageUsage Usage(IReadOnlyList<ImageUser> users) =>
        !HasStore ? new ImageUsage(0, 0, 0, 0, 0, 0) : Guard(() =>
    {
        IReadOnlyList<LocalImage> all = All();
        HashSet<string> used = [.. users.Select(user => user.Image)];
        LocalImage[] active = [.. all.Where(image => used.Contains(image.Id.ToString()))];
        long blobs = Content.Blobs().Sum(blob => Content.Size(blob) ?? 0);
        long layers = Store.Layers.Chains().Sum(UnpackedSize);
        var ingest = new DirectoryInfo(Path.Combine(Content.Path, "ingest"));
        long partial = ingest.EnumerateFiles().Sum(file => file.Length);
        IEnumerable<Digest> needed = active.SelectMany(image => Store.Closure(image.Root)).Select(part => part.Digest);
        long kept = needed.Distinct().Sum(blob => Content.Size(blob) ?? 0)
            + active.SelectMany(ChainsOf).Distinct().Sum(UnpackedSize);
        return new ImageUsage(all.Count, active.Length, blobs, layers, partial, blobs + layers + partial - kept);
    });

    /// <summary>Of each image, the bytes of its files that another image has too, by the layers that they
    /// share.</summary>
    public IReadOnlyDictionary<Digest, long> SharedSizes() => Guard(() =>
    {
        IReadOnlyList<LocalImage> all = All();
        IEnumerable<Digest> chains = all.SelectMany(image => ChainsOf(image).Distinct());
        HashSet<Digest> shared =
            [.. chains.CountBy(chain => chain).Where(same => same.Value > 1).Select(same => same.Key)];
        return (IReadOnlyDictionary<Digest, long>)all.ToDictionary(
            image => image.Root.Digest, image => ChainsOf(image).Where(shared.Contains).Sum(UnpackedSize));
    });

    /// <summary>Whether blobs, names, layers and snapshots agree: a line for each thing that is wrong.</summary>
    /// <param name="repair">Whether to take away what is damaged.</param>
    public IReadOnlyList<string> Check(bool repair) => Guard(() =>
    {
        try
        {
            return HasStore ? Store.Check(repair) : [];
        }
        catch (ImageException e) when (e.Fault is ImageFault.Corrupt)
        {
            // The list of all images, of which there is no other.
            return [e.Message];
        }
    });

    private static Digest[] ChainsOf(LocalImage image) => ChainId.All(image.Config.RootFs.DiffIds);

    private long UnpackedSize(Digest chain) => SizeOf(chain) ?? 0;

    private IReadOnlyList<long> LayerSizes(LocalImage image) =>
        [.. ChainsOf(image).Zip(image.Manifest.Layers, (chain, layer) => SizeOf(chain) ?? layer.Size)];

    /// <summary>Null when it is not unpacked, or damaged.</summary>
    private long? SizeOf(Digest chain)
    {
        try
        {
            return Store.Layers.Find(chain)?.Size;
        }
        catch (ImageException e) when (e.Fault is ImageFault.Corrupt)
        {
            Tell(e.Message);
            return null;
        }
    }
}
