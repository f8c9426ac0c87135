// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>Points at content: what it is, its digest and its size.</summary>
/// <remarks>Source: image-spec descriptor.md</remarks>
public sealed record Descriptor : IJsonObject<Descriptor>
{
    /// <summary>The annotation that carries an image's name in an image layout's index.json.</summary>
    /// <remarks>Source: image-spec annotations.md</remarks>
    public const string RefName = "org.opencontainers.image.ref.name";

    public Descriptor()
    {
    }

    [SetsRequiredMembers]
    internal Descriptor(ref ObjectReader json)
    {
        int start = json.Begin();
        Digest? digest = null;
        long? size = null;
        while (json.Next())
        {
            if (json.Is("mediaType"u8))
                MediaType = json.String();
            else if (json.Is("digest"u8))
                digest = json.Digest();
            else if (json.Is("size"u8))
                size = json.Size();
            else if (json.Is("urls"u8))
                Urls = json.Strings();
            else if (json.Is("annotations"u8))
                Annotations = json.TextMap();
            else if (json.Is("data"u8))
                EmbeddedContent = json.Text();
            else if (json.Is("platform"u8))
                Platform = json.Object<Platform>();
            else if (json.Is("artifactType"u8))
                ArtifactType = json.String();
            else
                json.Skip();
        }

        Digest = json.RequiredObject(digest, "digest", start);
        Size = json.Required(size, "size", start);
    }

    public string MediaType { get; init; } = "";

    public required Digest Digest { get; init; }

    /// <summary>Bytes, never negative.</summary>
    public required long Size { get; init; }

    /// <summary>Other places where the content may be had.</summary>
    public string[] Urls { get; init; } = [];

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The content itself in base64 (<c>data</c>), or empty.</summary>
    public string EmbeddedContent { get; init; } = "";

    /// <summary>Set on the entries of an index.</summary>
    public Platform? Platform { get; init; }

    public string ArtifactType { get; init; } = "";

    static Descriptor IJsonObject<Descriptor>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Descriptor>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("mediaType"u8, MediaType);
        json.WriteString("digest"u8, Digest.ToString());
        json.WriteNumber("size"u8, Size);
        json.Strings("urls"u8, Urls);
        json.Map("annotations"u8, Annotations);
        json.String("data"u8, EmbeddedContent);
        json.Object("platform"u8, Platform);
        json.String("artifactType"u8, ArtifactType);
    }
}
