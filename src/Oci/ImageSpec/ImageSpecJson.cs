// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>The documents of the image-spec, between their JSON and their types.</summary>
/// <remarks>
/// A document that came from elsewhere is known by the digest of its bytes: keep those, and write only documents that
/// are made here. Names are case-sensitive, unknown members are ignored, and a member that is null counts as absent.
/// Every Parse throws <see cref="SpecException"/> with the file, line, column and JSON path.
/// </remarks>
public static class ImageSpecJson
{
    /// <summary>Reads an image manifest, OCI's or docker's schema 2.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="file">What messages call it: a digest, or <c>index.json</c>.</param>
    public static ImageManifest ParseManifest(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<ImageManifest>(utf8, file);

    /// <summary>Reads an image index or docker's manifest list.</summary>
    /// <inheritdoc cref="ParseManifest"/>
    public static ImageIndex ParseIndex(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<ImageIndex>(utf8, file);

    /// <summary>Reads an image's configuration.</summary>
    /// <inheritdoc cref="ParseManifest"/>
    public static ImageConfig ParseConfig(ReadOnlySpan<byte> utf8, string file) =>
        ObjectReader.Parse<ImageConfig>(utf8, file);

    /// <summary>Writes what an image runs on, as the value of a member.</summary>
    public static void Write(Utf8JsonWriter json, Platform platform)
    {
        json.WriteStartObject();
        ((IJsonObject<Platform>)platform).WriteMembers(json);
        json.WriteEndObject();
    }

    /// <summary>Writes a document on one line, in the member order of the spec's Go types.</summary>
    public static byte[] Write(ImageManifest manifest) => JsonMembers.Write(manifest, "");

    /// <inheritdoc cref="Write(ImageManifest)"/>
    public static byte[] Write(ImageIndex index) => JsonMembers.Write(index, "");

    /// <inheritdoc cref="Write(ImageManifest)"/>
    public static byte[] Write(ImageConfig config) => JsonMembers.Write(config, "");
}
