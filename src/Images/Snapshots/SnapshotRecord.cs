// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using Husk.Linux;
using Husk.Oci;

namespace Husk.Images.Snapshots;

/// <summary>That a snapshot uses layers: <c>snapshots/KEY.json</c> in the layer store.</summary>
internal sealed record SnapshotRecord(string Key, string Directory, Digest? Parent, bool IsView)
{
    public const string Extension = ".json";

    public void Write(BorrowedFd snapshots)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("directory"u8, Directory);
            json.WriteString("parent"u8, Parent?.ToString());
            json.WriteBoolean("view"u8, IsView);
            json.WriteEndObject();
        }

        At.AtomicWrite(snapshots, Key + Extension, buffer.WrittenSpan, 0x1A4 /* 0644 */, durable: true);
    }

    /// <summary>Null when there is none of that key, or what is there cannot be read.</summary>
    public static SnapshotRecord? Read(BorrowedFd snapshots, string key)
    {
        if (At.ReadAllIfThere(snapshots, key + Extension, 64 * 1024) is not { } content)
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            JsonElement root = json.RootElement;
            string? parent = root.GetProperty("parent"u8).GetString();
            return new SnapshotRecord(
                key,
                root.GetProperty("directory"u8).GetString() ?? "",
                parent is null ? null : Digest.Parse(parent),
                root.GetProperty("view"u8).GetBoolean());
        }
        catch (Exception broken) when (broken is JsonException or SpecException or InvalidOperationException
            or KeyNotFoundException)
        {
            throw new ImageException(
                ImageFault.Corrupt,
                $"snapshot {key} is damaged, its record cannot be read: remove and create it again",
                broken);
        }
    }
}
