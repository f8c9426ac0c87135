// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>One image for one platform: its configuration and its layers, lowest first.</summary>
/// <remarks>Source: image-spec manifest.md; docker's schema 2 has the same members.</remarks>
public sealed record ImageManifest : IJsonObject<ImageManifest>
{
    public ImageManifest()
    {
    }

    [SetsRequiredMembers]
    internal ImageManifest(ref ObjectReader json)
    {
        int start = json.Begin();
        Descriptor? config = null;
        while (json.Next())
        {
            if (json.Is("schemaVersion"u8))
            {
                SchemaVersion = json.Int32();
            }
            else if (json.Is("mediaType"u8))
            {
                MediaType = json.String();
            }
            else if (json.Is("artifactType"u8))
            {
                ArtifactType = json.String();
            }
            else if (json.Is("config"u8))
            {
                config = json.Object<Descriptor>();
            }
            else if (json.Is("layers"u8))
            {
                Layers = json.Array<Descriptor>();
            }
            else if (json.Is("subject"u8))
            {
                Subject = json.Object<Descriptor>();
            }
            else if (json.Is("annotations"u8))
            {
                Annotations = json.TextMap();
            }
            else if (json.Is("manifests"u8))
            {
                // Who looks at it first would say which it is (CVE-2021-41190).
                throw json.Unwanted(
                    "an image manifest has no \"manifests\": the document is both a manifest and an index");
            }
            else
            {
                json.Skip();
            }
        }

        Config = json.RequiredObject(config, "config", start);
    }

    public int SchemaVersion { get; init; } = 2;

    public string MediaType { get; init; } = "";

    public string ArtifactType { get; init; } = "";

    public required Descriptor Config { get; init; }

    public Descriptor[] Layers { get; init; } = [];

    /// <summary>The manifest that this one says something of (a signature, a bill of materials).</summary>
    public Descriptor? Subject { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    static ImageManifest IJsonObject<ImageManifest>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ImageManifest>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("schemaVersion"u8, SchemaVersion);
        json.String("mediaType"u8, MediaType);
        json.String("artifactType"u8, ArtifactType);
        json.Object("config"u8, Config);
        json.RequiredArray("layers"u8, Layers);
        json.Object("subject"u8, Subject);
        json.Map("annotations"u8, Annotations);
    }
}
