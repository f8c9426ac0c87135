// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using Husk.Images.Cache;
using Husk.Images.Content;
using Husk.Images.Snapshots;
using Husk.Oci.ImageSpec;

namespace Husk.Images;

/// <summary>
/// Everything about images on one machine: blobs and names below <c>images/</c>, unpacked layers below <c>layers/</c>.
/// </summary>
public sealed partial class ImageStore : IDisposable
{
    private ImageStore(string path)
    {
        Path = path;
        Content = ContentStore.Open(System.IO.Path.Combine(path, "images"));
        Layers = LayerStore.Open(System.IO.Path.Combine(path, "layers"));
        Cache = new BuildCache(System.IO.Path.Combine(path, "cache"));
    }

    public string Path { get; }

    public ContentStore Content { get; }

    public LayerStore Layers { get; }

    /// <summary>What steps of builds came to.</summary>
    public BuildCache Cache { get; }

    /// <summary>Opens the store in a directory, mostly <c>/var/lib/husk</c>; makes it when it is not there.</summary>
    public static ImageStore Open(string path)
    {
        Directory.CreateDirectory(path);
        // Snapshots are mounted by path, from wherever the process is then.
        return new ImageStore(System.IO.Path.GetFullPath(path));
    }

    /// <summary>
    /// The manifest that a descriptor leads to on a platform: itself, or an entry of the index that it is.
    /// </summary>
    /// <param name="image">An entry of <see cref="ContentStore.Images"/>.</param>
    /// <param name="platform">What to run on; null for this machine.</param>
    /// <exception cref="ImageException">
    /// There is none for the platform, or its content is not here (NotFound).
    /// </exception>
    public Descriptor ManifestOf(Descriptor image, Platform? platform = null)
    {
        Platform wanted = platform ?? Platform.Host;
        // An index may stand in an index, but nobody needs more than that.
        for (int depth = 0; depth < 4; depth++)
        {
            if (MediaTypes.IsManifest(image.MediaType))
                return image;
            if (!MediaTypes.IsIndex(image.MediaType))
            {
                throw new ImageException(
                    ImageFault.InvalidArgument, $"{image.Digest} is no image but {image.MediaType}");
            }

            ImageIndex index = ReadIndex(image);
            image = index.Choose(wanted) ?? throw new ImageException(
                ImageFault.NotFound, $"image {image.Digest} has nothing for the platform {wanted}");
        }

        throw new ImageException(ImageFault.Refused, $"{image.Digest}: indexes in indexes without end");
    }

    public ImageIndex ReadIndex(Descriptor index) =>
        ImageSpecJson.ParseIndex(Content.ReadAll(index.Digest), index.Digest.ToString());

    public ImageManifest ReadManifest(Descriptor manifest) =>
        ImageSpecJson.ParseManifest(Content.ReadAll(manifest.Digest), manifest.Digest.ToString());

    public ImageConfig ReadConfig(ImageManifest manifest) =>
        ImageSpecJson.ParseConfig(Content.ReadAll(manifest.Config.Digest), manifest.Config.Digest.ToString());

    /// <inheritdoc cref="ContentStore.Closure(Descriptor)"/>
    public IEnumerable<Descriptor> Closure(Descriptor image) => Content.Closure(image);

    public void Dispose()
    {
        Content.Dispose();
        Layers.Dispose();
    }
}
