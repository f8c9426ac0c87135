// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using Husk.Images.Tar;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Archives;

/// <summary>
/// Saves images into one tar that is two things at once, as docker writes it since version 25: an OCI image layout, and
/// with <c>manifest.json</c> an archive for older programs. Blobs go in as they are stored, so every digest stays.
/// </summary>
/// <remarks>Source: image-spec image-layout.md; moby's image specification 1.2.</remarks>
public sealed class ImageSaver(ImageStore store)
{
    /// <summary>Writes the archive. The same images give the same bytes.</summary>
    /// <param name="images">
    /// Each image with its names; without a name it is found again by its digest only. Names without a tag mean
    /// <c>latest</c>.
    /// </param>
    /// <param name="target">Where to; stays open.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ImageException">Content of an image is not here (NotFound).</exception>
    public void Save(IReadOnlyList<(Descriptor Image, Reference? Name)> images, Stream target, CancellationToken cancel)
    {
        var archive = new TarWriter(target, cancel);
        Directory(archive, "blobs/");
        Directory(archive, "blobs/sha256/");
        var written = new HashSet<Digest>();
        foreach (Descriptor part in images.SelectMany(image => store.Closure(image.Image)))
        {
            if (written.Add(part.Digest))
                WriteBlob(archive, part.Digest);
        }

        WriteDocument(archive, "index.json", ImageSpecJson.Write(new ImageIndex
        {
            MediaType = MediaTypes.Index,
            Manifests = [.. images.Select(image => Named(image.Image, image.Name))],
        }));
        WriteDocument(archive, DockerManifestItem.FileName, DockerTable(images));
        WriteDocument(archive, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"u8);
        archive.Finish();
    }

    private void WriteBlob(TarWriter archive, Digest digest)
    {
        using FileStream blob = store.Content.OpenRead(digest);
        archive.Begin(Entry(BlobName(digest), TarEntryType.Regular) with { Size = blob.Length });
        byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        for (int count; (count = blob.Read(buffer)) > 0;)
            archive.Write(buffer.AsSpan(0, count));

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static Descriptor Named(Descriptor image, Reference? name)
    {
        var annotations = new Dictionary<string, string>();
        if (name?.WithDefaultTag() is { } full)
        {
            annotations[ImageLoader.ContainerdName] = full.ToString();
            annotations[Descriptor.RefName] = full.Tag ?? full.ToString();
        }

        return image with { Annotations = annotations };
    }

    private byte[] DockerTable(IReadOnlyList<(Descriptor Image, Reference? Name)> images)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var image in images.GroupBy(named => named.Image.Digest))
            {
                if (TryManifestOf(image.First().Image) is { } found && MediaTypes.IsConfig(found.Config.MediaType))
                    WriteItem(json, found, image.Select(named => named.Name));
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteItem(Utf8JsonWriter json, ImageManifest manifest, IEnumerable<Reference?> names)
    {
        json.WriteStartObject();
        json.WriteString("Config"u8, BlobName(manifest.Config.Digest));
        json.WriteStartArray("RepoTags"u8);
        foreach (Reference name in names.OfType<Reference>().Where(name => name.Digest is null))
            json.WriteStringValue(name.WithDefaultTag().Familiar);

        json.WriteEndArray();
        json.WriteStartArray("Layers"u8);
        foreach (Descriptor layer in manifest.Layers)
            json.WriteStringValue(BlobName(layer.Digest));

        json.WriteEndArray();
        WriteLayerSources(json, manifest);
        json.WriteEndObject();
    }

    // By diffID, what the layer was in a registry: so that who loads it can push it as it was.
    private void WriteLayerSources(Utf8JsonWriter json, ImageManifest manifest)
    {
        Digest[] diffIds = store.ReadConfig(manifest).RootFs.DiffIds;
        json.WriteStartObject("LayerSources"u8);
        foreach ((Digest diffId, Descriptor layer) in diffIds.Zip(manifest.Layers).DistinctBy(pair => pair.First))
        {
            json.WriteStartObject(diffId.ToString());
            json.WriteString("mediaType"u8, layer.MediaType);
            json.WriteNumber("size"u8, layer.Size);
            json.WriteString("digest"u8, layer.Digest.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private ImageManifest? TryManifestOf(Descriptor image)
    {
        try
        {
            Descriptor manifest = store.ManifestOf(image);
            return store.Content.Contains(manifest.Digest) ? store.ReadManifest(manifest) : null;
        }
        catch (ImageException foreign) when (foreign.Fault == ImageFault.NotFound)
        {
            // Docker's table has no platforms: an image for other machines is in the layout alone.
            return null;
        }
    }

    private static string BlobName(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";

    private static void Directory(TarWriter archive, string name) =>
        archive.Begin(Entry(name, TarEntryType.Directory) with { Mode = 0x1ED /* 0755 */ });

    private static void WriteDocument(TarWriter archive, string name, ReadOnlySpan<byte> content) =>
        archive.WriteFile(Entry(name, TarEntryType.Regular), content);

    private static TarEntry Entry(string name, TarEntryType type) =>
        new() { Name = Encoding.UTF8.GetBytes(name), Type = type, Mode = 0x1A4 /* 0644 */ };
}
