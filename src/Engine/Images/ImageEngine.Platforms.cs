// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Images.Layers;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>What an image is on each platform that its index lists, or on the one that it is for.</summary>
    public IReadOnlyList<PlatformImage> Platforms(LocalImage image) => Guard(() =>
    {
        IEnumerable<Descriptor> manifests = MediaTypes.IsIndex(image.Root.MediaType)
            // Attestations are manifests too, for the platform unknown/unknown.
            ? Store.ReadIndex(image.Root).Manifests
                .Where(entry => MediaTypes.IsManifest(entry.MediaType) && entry.Platform?.Os != "unknown")
            : [image.Root];
        return (IReadOnlyList<PlatformImage>)[.. manifests.Select(OnPlatform)];
    });

    private PlatformImage OnPlatform(Descriptor manifest)
    {
        if (Read(manifest, [], platform: null) is not { } here)
            return new PlatformImage((manifest.Platform ?? new Platform()).ToString(), manifest.Digest, null, 0, 0);
        long content = Store.Closure(manifest).Sum(part => Content.Size(part.Digest) ?? 0);
        long unpacked = ChainId.All(here.Config.RootFs.DiffIds).Distinct().Sum(UnpackedSize);
        string platform = (manifest.Platform ?? here.Config.Platform).ToString();
        return new PlatformImage(platform, manifest.Digest, here.Id, content, unpacked);
    }
}
