// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Images.Content;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Cache;

/// <summary>
/// Records of a build cache as something that registries and layouts keep: an image manifest whose layers are the
/// steps' and whose configuration is the records. An image can have those of its own layers in an annotation.
/// </summary>
public static class CacheArtifact
{
    public const string ConfigType = "application/vnd.husk.buildcache.config.v1+json";

    /// <summary>On an image's manifest: the records of its layers.</summary>
    public const string Annotation = "org.husk.build.cache";

    /// <summary>Writes the artifact into a store.</summary>
    /// <returns>Its manifest; on the lease alone.</returns>
    public static Descriptor Write(ContentStore store, Lease lease, IReadOnlyList<CacheRecord> records)
    {
        Descriptor config = Add(store, lease, ConfigType, Document(records));
        return Add(store, lease, MediaTypes.Manifest, ImageSpecJson.Write(new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = config,
            Layers = [.. records.Select(record => record.Blob).DistinctBy(blob => blob.Digest)],
        }));
    }

    /// <summary>The records as text.</summary>
    public static byte[] Document(IReadOnlyList<CacheRecord> records) => StoredJson.Write(json =>
    {
        json.WriteStartArray("records"u8);
        foreach (CacheRecord record in records)
            json.WriteRawValue(CacheRecordFile.Write(record));
        json.WriteEndArray();
    });

    /// <exception cref="ImageException">It is none (Corrupt).</exception>
    public static IReadOnlyList<CacheRecord> Parse(byte[] document) => StoredJson.Read(
        document,
        json => (IReadOnlyList<CacheRecord>)[.. json.GetProperty("records"u8).EnumerateArray()
            .Select(record => CacheRecordFile.Read(record, DateTimeOffset.UtcNow))],
        "the cache cannot be read: it was not written by husk, or by another version");

    /// <summary>The records that a manifest has or leads to.</summary>
    /// <param name="manifest">An artifact's, or an image's with <see cref="Annotation"/>.</param>
    /// <param name="config">Reads the configuration.</param>
    /// <exception cref="ImageException">It has none (InvalidArgument).</exception>
    public static IReadOnlyList<CacheRecord> Of(ImageManifest manifest, Func<Descriptor, byte[]> config) =>
        TryOf(manifest, config)
        ?? throw new ImageException(
            ImageFault.InvalidArgument, "there is an image that has no cache: build it with --cache-to type=inline");

    /// <summary>All records of a layout, the last that was written first.</summary>
    /// <exception cref="ImageException">It has none (InvalidArgument).</exception>
    public static IReadOnlyList<CacheRecord> Of(ContentStore layout)
    {
        IReadOnlyList<CacheRecord>[] caches =
        [
            .. layout.Images().Reverse().Select(entry => Manifest(layout, entry)).OfType<ImageManifest>()
                .Select(manifest => TryOf(manifest, config => layout.ReadAll(config.Digest)))
                .OfType<IReadOnlyList<CacheRecord>>(),
        ];
        return caches.Length > 0 ? [.. caches.SelectMany(records => records)]
            : throw new ImageException(ImageFault.InvalidArgument, $"{layout.Path} has images and no cache");
    }

    /// <summary>Whether an entry of a layout is one.</summary>
    public static bool Is(ContentStore layout, Descriptor entry) =>
        Manifest(layout, entry)?.Config.MediaType == ConfigType;

    private static ImageManifest? Manifest(ContentStore layout, Descriptor entry) =>
        MediaTypes.IsManifest(entry.MediaType) && layout.Contains(entry.Digest)
        ? ImageSpecJson.ParseManifest(layout.ReadAll(entry.Digest), entry.Digest.ToString())
        : null;

    private static IReadOnlyList<CacheRecord>? TryOf(ImageManifest manifest, Func<Descriptor, byte[]> config) =>
        manifest.Config.MediaType == ConfigType ? Parse(config(manifest.Config))
        : manifest.Annotations.TryGetValue(Annotation, out string? inline) ? Parse(Encoding.UTF8.GetBytes(inline))
        : null;

    private static Descriptor Add(ContentStore store, Lease lease, string mediaType, byte[] document)
    {
        lease.Keep(Digest.Of(document));
        return new Descriptor { MediaType = mediaType, Digest = store.Add(document), Size = document.Length };
    }
}
