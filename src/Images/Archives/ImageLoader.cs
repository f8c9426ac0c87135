// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Compression;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Archives;

/// <summary>
/// Loads images from an archive as <c>docker save</c>, <c>podman save</c> and <c>skopeo copy</c> write it: an OCI image
/// layout or docker's own form in a tar, compressed or not.
/// </summary>
/// <remarks>
/// Source: image-spec image-layout.md; moby's image specification 1.2. Where an archive is both, as of docker 25, the
/// layout counts: its manifests keep their digests.
/// </remarks>
public sealed class ImageLoader(ImageStore store)
{
    /// <summary>
    /// The annotation in which containerd and docker carry a full name, where the OCI's has only the tag.
    /// </summary>
    internal const string ContainerdName = "io.containerd.image.name";

    /// <summary>
    /// Takes all images of an archive in, unpacks what runs on this machine, and only then names them.
    /// </summary>
    /// <param name="archive">Read front to back; disposed of.</param>
    /// <param name="platform">Takes of each image only what is for it; null takes everything.</param>
    /// <param name="cancellation">Ends it; nothing is named then.</param>
    /// <exception cref="ImageException">
    /// The archive or an image in it is damaged, or there is nothing for the platform (NotFound); no image was taken.
    /// </exception>
    public async Task<IReadOnlyList<LoadedImage>> LoadAsync(
        Stream archive, Platform? platform = null, CancellationToken cancellation = default)
    {
        using Lease lease = Lease.Begin(store.Content);
        var content = new ArchiveContent(store.Content, lease);
        using (var peeked = new PeekedStream(archive))
        using (Stream plain = Decompression.Open(peeked))
            await content.TakeAsync(plain, cancellation).ConfigureAwait(false);

        List<LoadedImage> images = content.Document("index.json") is { } index
            ? FromLayout(index)
            : FromDocker(content, lease);
        if (platform is not null)
            images = images.ConvertAll(loaded => loaded with { Image = OnPlatform(loaded.Image, platform) });

        foreach (LoadedImage loaded in images)
            await UnpackAsync(loaded.Image, lease, cancellation).ConfigureAwait(false);

        foreach (LoadedImage loaded in images)
        {
            if (loaded.Name is null)
                store.Content.PutNameless(loaded.Image);
            else
                store.Content.PutReference(loaded.Name, loaded.Image);
        }

        return images;
    }

    private List<LoadedImage> FromLayout(byte[] index)
    {
        var images = new List<LoadedImage>();
        foreach (Descriptor entry in ImageSpecJson.ParseIndex(index, "index.json").Manifests)
        {
            if (store.Content.Size(entry.Digest) != entry.Size)
                throw Lacking("index.json", entry);
            foreach (Descriptor part in store.Closure(entry))
            {
                if (store.Content.Size(part.Digest) != part.Size)
                    throw Lacking($"manifest {entry.Digest}", part);
            }

            images.Add(new LoadedImage(NameOf(entry), entry with { Annotations = new Dictionary<string, string>() }));
        }

        return images;
    }

    private static ImageException Lacking(string what, Descriptor part) => new(
        ImageFault.Corrupt,
        $"{what} of the archive names blob {part.Digest} of {part.Size} bytes, which the archive does not have");

    // A tag alone is no name.
    private static Reference? NameOf(Descriptor entry)
    {
        string? name = entry.Annotations.GetValueOrDefault(ContainerdName);
        string? refName = entry.Annotations.GetValueOrDefault(Descriptor.RefName);
        if (name is null && refName.AsSpan().ContainsAny("/:"))
            name = refName;
        return name is not null && Reference.TryParse(name, out Reference? full) ? full.WithDefaultTag() : null;
    }

    private List<LoadedImage> FromDocker(ArchiveContent content, Lease lease)
    {
        byte[] table = content.Document(DockerManifestItem.FileName)
            ?? throw new ImageException(
                ImageFault.InvalidArgument,
                "the archive has neither index.json nor manifest.json: it is no archive of images");
        var images = new List<LoadedImage>();
        foreach (DockerManifestItem item in DockerManifestItem.ParseAll(table))
        {
            Descriptor image = MakeManifest(item, content, lease);
            images.AddRange(item.RepoTags.Length == 0
                ? [new LoadedImage(null, image)]
                : item.RepoTags.Select(tag => new LoadedImage(Reference.Parse(tag).WithDefaultTag(), image)));
        }

        return images;
    }

    private Descriptor MakeManifest(DockerManifestItem item, ArchiveContent content, Lease lease)
    {
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = Describe(content.Blob(item.Config), MediaTypes.Config),
            Layers = [.. item.Layers.Select(content.Blob).Select(digest => Describe(digest, LayerTypeOf(digest)))],
        };
        byte[] bytes = ImageSpecJson.Write(manifest);
        lease.Keep(Digest.Of(bytes));
        return Describe(store.Content.Add(bytes), MediaTypes.Manifest);
    }

    private Descriptor Describe(Digest digest, string mediaType) =>
        new() { MediaType = mediaType, Digest = digest, Size = store.Content.Size(digest)!.Value };

    private string LayerTypeOf(Digest digest)
    {
        using var start = new PeekedStream(store.Content.OpenRead(digest));
        return CompressionFormats.Of(start.Peek()) switch
        {
            CompressionFormat.Gzip => MediaTypes.LayerGzip,
            CompressionFormat.Zstd => MediaTypes.LayerZstd,
            CompressionFormat.None => MediaTypes.Layer,
            var other => throw new ImageException(
                ImageFault.InvalidArgument, $"layer {digest} is compressed with {other}, which no manifest can say"),
        };
    }

    private Descriptor OnPlatform(Descriptor image, Platform platform)
    {
        Descriptor manifest = store.ManifestOf(image, platform);
        // One that stands alone was not chosen from an index.
        return platform.Accepts(store.ReadConfig(store.ReadManifest(manifest)).Platform)
            ? manifest
            : throw new ImageException(
                ImageFault.NotFound, $"image {image.Digest} has nothing for the platform {platform}");
    }

    private async Task UnpackAsync(Descriptor image, Lease lease, CancellationToken cancellation)
    {
        Descriptor manifest;
        try
        {
            manifest = store.ManifestOf(image);
        }
        catch (ImageException foreign) when (foreign.Fault == ImageFault.NotFound)
        {
            // For other machines only: kept as it is.
            return;
        }

        if (!store.Content.Contains(manifest.Digest))
            return;
        ImageManifest read = store.ReadManifest(manifest);
        if (MediaTypes.IsConfig(read.Config.MediaType))
            await store.UnpackAsync(read, lease, cancellation: cancellation).ConfigureAwait(false);
    }
}
