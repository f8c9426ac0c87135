// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using Husk.Images.Cache;
using Husk.Images.Content;
using Husk.Images.Snapshots;
using Husk.Oci;
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

    /// <summary>
    /// All that an image consists of and that is here, itself included. Of an index, what is not here is left out: one
    /// platform of several is what a pull takes.
    /// </summary>
    public IEnumerable<Descriptor> Closure(Descriptor image) => Closure(image, new HashSet<Digest>());

    public void Dispose()
    {
        Content.Dispose();
        Layers.Dispose();
    }

    private IEnumerable<Descriptor> Closure(Descriptor image, HashSet<Digest> seen)
    {
        if (!seen.Add(image.Digest))
            yield break;
        yield return image;
        if (!Content.Contains(image.Digest))
            yield break;
        if (MediaTypes.IsIndex(image.MediaType))
        {
            foreach (Descriptor entry in ReadIndex(image).Manifests)
            {
                if (!Content.Contains(entry.Digest))
                    continue;
                foreach (Descriptor part in Closure(entry, seen))
                    yield return part;
            }
        }
        else if (MediaTypes.IsManifest(image.MediaType))
        {
            ImageManifest manifest = ReadManifest(image);
            foreach (Descriptor part in (IEnumerable<Descriptor>)[manifest.Config, .. manifest.Layers])
            {
                if (seen.Add(part.Digest))
                    yield return part;
            }
        }
    }
}
