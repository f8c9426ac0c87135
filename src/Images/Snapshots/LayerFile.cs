// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using Husk.Linux;
using Husk.Oci;

namespace Husk.Images.Snapshots;

/// <summary><c>layer.json</c> beside an unpacked layer's files.</summary>
internal static class LayerFile
{
    public const string Name = "layer.json";

    public static void Write(BorrowedFd directory, Layer layer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("parent"u8, layer.Parent?.ToString());
            json.WriteString("diffId"u8, layer.DiffId.ToString());
            json.WriteNumber("size"u8, layer.Size);
            json.WriteEndObject();
        }

        At.AtomicWrite(directory, Name, buffer.WrittenSpan, 0x1A4 /* 0644 */);
    }

    /// <summary>Null when there is no such layer.</summary>
    /// <exception cref="ImageException">The file cannot be read (Corrupt).</exception>
    public static Layer? Read(BorrowedFd layers, Digest chain)
    {
        if (At.ReadAllIfThere(layers, $"{chain.Hex}/{Name}", 64 * 1024) is not { } content)
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            JsonElement root = json.RootElement;
            string? parent = root.GetProperty("parent"u8).GetString();
            return new Layer(
                chain,
                parent is null ? null : Digest.Parse(parent),
                Digest.Parse(root.GetProperty("diffId"u8).GetString() ?? ""),
                root.GetProperty("size"u8).GetInt64());
        }
        catch (Exception broken) when (broken is JsonException or SpecException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            throw new ImageException(
                ImageFault.Corrupt,
                $"layer {chain} is damaged, {Name} cannot be read: run `husk system fsck --repair`",
                broken);
        }
    }
}
