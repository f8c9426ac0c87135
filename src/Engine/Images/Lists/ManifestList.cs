// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images.Lists;

/// <summary>A list of manifests that a user puts together here, to push it.</summary>
/// <param name="Name">What it will be called at the registry.</param>
/// <param name="Manifests">What it lists, each by the name that the user gave.</param>
public sealed record ManifestList(Reference Name, IReadOnlyList<PublishedManifest> Manifests)
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        IndentCharacter = ' ',
        IndentSize = 3,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Of the OCI's if its first manifest is (docker/distribution, manifestlist.FromDescriptors).</summary>
    public string MediaType =>
        Manifests is [{ MediaType: MediaTypes.Manifest }, ..] ? MediaTypes.Index : MediaTypes.DockerManifestList;

    /// <summary>The manifest of that name; null when it is not listed.</summary>
    public PublishedManifest? TryFind(Reference name) => Manifests.FirstOrDefault(manifest => manifest.Name == name);

    /// <summary>The same list with these manifests, which take the places of those of their names.</summary>
    public ManifestList With(params IReadOnlyList<PublishedManifest> manifests)
    {
        HashSet<Reference> names = [.. manifests.Select(manifest => manifest.Name)];
        return this with
        {
            Manifests = [.. Manifests.Where(manifest => !names.Contains(manifest.Name))
                .Concat(manifests.DistinctBy(manifest => manifest.Name))
                .OrderBy(Place, StringComparer.Ordinal)],
        };
    }

    /// <summary>The document, byte for byte as docker's client makes it, so that its digest is the same.</summary>
    /// <exception cref="EngineException">A manifest is of another registry.</exception>
    public byte[] Document()
    {
        if (Manifests.FirstOrDefault(manifest => manifest.Name.Domain != Name.Domain) is { } foreign)
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"cannot use source images from a different registry than the target image: {foreign.Name.Domain} != {Name.Domain}");
        }
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion"u8, 2);
            json.WriteString("mediaType"u8, MediaType);
            json.WriteStartArray("manifests"u8);
            foreach (PublishedManifest manifest in Manifests)
                Write(json, manifest);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, PublishedManifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("mediaType"u8, manifest.MediaType);
        json.WriteNumber("size"u8, manifest.Content.Length);
        json.WriteString("digest"u8, manifest.Digest.ToString());
        json.WritePropertyName("platform"u8);
        ImageSpecJson.Write(json, manifest.Platform ?? new Platform());
        json.WriteEndObject();
    }

    // The order is that of the files in which docker's client keeps them (docker/cli, makeFilesafeName).
    private static string Place(PublishedManifest manifest) =>
        manifest.Name.ToString().Replace(':', '-').Replace('/', '_');
}
