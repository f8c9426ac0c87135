// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using Husk.Oci;

namespace Husk.Images.Snapshots;

/// <summary>The small files in which the layer store says what its directories are.</summary>
internal static class StoredJson
{
    /// <param name="members">Writes the object's members.</param>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="content">The file.</param>
    /// <param name="read">Takes what it needs of the object.</param>
    /// <param name="damaged">What is said when that is not there.</param>
    /// <exception cref="ImageException">It is not there (Corrupt).</exception>
    public static T Read<T>(byte[] content, Func<JsonElement, T> read, string damaged)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            return read(json.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or SpecException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            throw new ImageException(ImageFault.Corrupt, damaged, broken);
        }
    }

    /// <summary>A chain, or null for none.</summary>
    public static Digest? Chain(JsonElement value) => value.GetString() is { } text ? Digest.Parse(text) : null;
}
