// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Build.Graph;
using Husk.Build.Progress;
using Husk.Images;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Outputs;

/// <summary>What was built, as an image of the store.</summary>
public static class ImageOutput
{
    /// <summary>Writes configuration and manifest; the layers' blobs are in the store.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="lease">Gets both to keep.</param>
    /// <param name="image">What was built.</param>
    /// <param name="annotations">Of the manifest.</param>
    /// <returns>The manifest, and the digest of the configuration: the image's ID. On the lease alone.</returns>
    public static async Task<(Descriptor Manifest, Digest Id)> Write(
        ImageStore store, Lease lease, BuiltImage image, IReadOnlyDictionary<string, string> annotations)
    {
        var layers = new List<Descriptor>();
        foreach (StageLayer layer in image.Layers)
        {
            Descriptor blob = await layer.Blob.ConfigureAwait(false);
            layers.Add(new Descriptor
            {
                MediaType = MediaTypes.OciLayer(blob.MediaType),
                Digest = blob.Digest,
                Size = blob.Size,
            });
        }

        Descriptor config = Add(store, lease, MediaTypes.Config, ImageSpecJson.Write(image.Config));
        Descriptor manifest = Add(store, lease, MediaTypes.Manifest, ImageSpecJson.Write(new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = config,
            Layers = [.. layers],
            Annotations = annotations,
        }));
        return (manifest, config.Digest);
    }

    /// <summary>Gives an image its names, or keeps it without one; what is so already is left alone.</summary>
    public static void Name(
        ImageStore store, Descriptor manifest, IReadOnlyList<Reference> names, ProgressStep progress)
    {
        IReadOnlyList<Descriptor> images = store.Content.Images();
        foreach (Reference name in names)
        {
            if (images.All(
                image => image.Digest != manifest.Digest || ContentStore.NameOf(image) != name.WithDefaultTag()))
            {
                store.Content.PutReference(name, manifest);
            }
            progress.Status($"naming to {name}", 0, 0, isDone: true);
        }

        if (names.Count == 0 && images.All(image => image.Digest != manifest.Digest))
            store.Content.PutNameless(manifest);
    }

    private static Descriptor Add(ImageStore store, Lease lease, string mediaType, byte[] document)
    {
        lease.Keep(Digest.Of(document));
        return new Descriptor { MediaType = mediaType, Digest = store.Content.Add(document), Size = document.Length };
    }
}
