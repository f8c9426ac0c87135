// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>A list of manifests: one image for several platforms, or what an image layout holds.</summary>
/// <remarks>Source: image-spec image-index.md; docker's manifest list has the same members.</remarks>
public sealed record ImageIndex : IJsonObject<ImageIndex>
{
    public ImageIndex()
    {
    }

    internal ImageIndex(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
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
            else if (json.Is("manifests"u8))
            {
                Manifests = json.Array<Descriptor>();
            }
            else if (json.Is("subject"u8))
            {
                Subject = json.Object<Descriptor>();
            }
            else if (json.Is("annotations"u8))
            {
                Annotations = json.TextMap();
            }
            else if (json.Is("layers"u8) || json.Is("config"u8))
            {
                // Who looks at it first would say which it is (CVE-2021-41190).
                throw json.Unwanted(
                    "an index has neither \"layers\" nor \"config\": the document is both a manifest and an index");
            }
            else
            {
                json.Skip();
            }
        }
    }

    public int SchemaVersion { get; init; } = 2;

    public string MediaType { get; init; } = "";

    public string ArtifactType { get; init; } = "";

    public Descriptor[] Manifests { get; init; } = [];

    public Descriptor? Subject { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// The entry to take on a platform: the first that was made for it, else the first that names none; null when there
    /// is neither.
    /// </summary>
    public Descriptor? Choose(Platform platform)
    {
        Descriptor? unnamed = null;
        foreach (Descriptor manifest in Manifests)
        {
            if (manifest.Platform is null)
                unnamed ??= manifest;
            else if (platform.Accepts(manifest.Platform))
                return manifest;
        }

        return unnamed;
    }

    static ImageIndex IJsonObject<ImageIndex>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ImageIndex>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("schemaVersion"u8, SchemaVersion);
        json.String("mediaType"u8, MediaType);
        json.String("artifactType"u8, ArtifactType);
        json.RequiredArray("manifests"u8, Manifests);
        json.Object("subject"u8, Subject);
        json.Map("annotations"u8, Annotations);
    }
}
