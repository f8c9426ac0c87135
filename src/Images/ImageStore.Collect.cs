// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Images.Cache;
using Husk.Images.Content;
using Husk.Images.Layers;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images;

public sealed partial class ImageStore
{
    /// <summary>
    /// Removes blobs and layers that no image, no snapshot and no lease of a living process needs, and what killed
    /// processes left half-made.
    /// </summary>
    /// <returns>Bytes of the blobs and layers that were removed.</returns>
    /// <remarks>
    /// Holds both stores' locks from the first look to the last removal: nothing can become needed meanwhile. It reads
    /// no more than manifests and configurations, and waits for no network.
    /// </remarks>
    public long Collect()
    {
        using OwnedFd content = Content.LockStore(shared: false);
        using OwnedFd layers = Layers.LockStore(shared: false);
        HashSet<Digest> kept = Lease.AllKept(Content);
        HashSet<Digest> chains = [.. kept];
        AddChains(chains, Layers.ChainsInUse());
        foreach (Descriptor image in Content.Images())
            AddImage(image, kept, chains);
        foreach (CacheRecord record in Cache.All())
        {
            kept.Add(record.Blob.Digest);
            AddChains(chains, [record.Chain]);
        }

        return Content.RemoveBlobsExcept(kept) + Layers.RemoveExcept(chains);
    }

    private void AddImage(Descriptor image, HashSet<Digest> blobs, HashSet<Digest> chains)
    {
        foreach (Descriptor part in Closure(image))
        {
            blobs.Add(part.Digest);
            if (MediaTypes.IsConfig(part.MediaType) && Content.Contains(part.Digest))
            {
                ImageConfig config = ImageSpecJson.ParseConfig(Content.ReadAll(part.Digest), part.Digest.ToString());
                chains.UnionWith(ChainId.All(config.RootFs.DiffIds));
            }
        }
    }

    private void AddChains(HashSet<Digest> chains, IEnumerable<Digest> used)
    {
        foreach (Digest chain in used)
        {
            for (Digest? at = chain; at is not null && chains.Add(at); at = Layers.Find(at)?.Parent)
            {
            }
        }
    }
}
