// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text.Json;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Cache;

/// <summary>A <see cref="CacheRecord"/> as JSON: in the store, and in a cache that is sent elsewhere.</summary>
public static class CacheRecordFile
{
    public static byte[] Write(CacheRecord record) => StoredJson.Write(json =>
    {
        json.WriteString("key"u8, record.Key.ToString());
        json.WriteString("chain"u8, record.Chain.ToString());
        json.WriteString("diffId"u8, record.DiffId.ToString());
        json.WriteString("mediaType"u8, record.Blob.MediaType);
        json.WriteString("blob"u8, record.Blob.Digest.ToString());
        json.WriteNumber("blobSize"u8, record.Blob.Size);
        json.WriteNumber("size"u8, record.Size);
        json.WriteString("created"u8, record.Created.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("description"u8, record.Description);
    });

    /// <exception cref="ImageException">It is no record (Corrupt).</exception>
    public static CacheRecord Read(byte[] content, DateTimeOffset lastUsed) =>
        StoredJson.Read(content, json => Read(json, lastUsed), "a record of the build cache cannot be read");

    /// <summary>The same, of a part of a larger document.</summary>
    public static CacheRecord Read(JsonElement json, DateTimeOffset lastUsed) => new()
    {
        Key = Digest.Parse(Text(json, "key"u8)),
        Chain = Digest.Parse(Text(json, "chain"u8)),
        DiffId = Digest.Parse(Text(json, "diffId"u8)),
        Blob = new Descriptor
        {
            MediaType = Text(json, "mediaType"u8),
            Digest = Digest.Parse(Text(json, "blob"u8)),
            Size = json.GetProperty("blobSize"u8).GetInt64(),
        },
        Size = json.GetProperty("size"u8).GetInt64(),
        Created = DateTimeOffset.Parse(Text(json, "created"u8), CultureInfo.InvariantCulture),
        Description = Text(json, "description"u8),
        LastUsed = lastUsed,
    };

    private static string Text(JsonElement json, ReadOnlySpan<byte> name) => json.GetProperty(name).GetString() ?? "";
}
