// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>The layers of an image by the digests of their uncompressed tars, lowest first.</summary>
/// <remarks>Source: image-spec config.md, "rootfs"</remarks>
public sealed record RootFilesystem : IJsonObject<RootFilesystem>
{
    public RootFilesystem()
    {
    }

    internal RootFilesystem(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("type"u8))
                Type = json.String();
            else if (json.Is("diff_ids"u8))
                DiffIds = json.Digests();
            else
                json.Skip();
        }
    }

    /// <summary>Always <c>layers</c>.</summary>
    public string Type { get; init; } = "layers";

    public Digest[] DiffIds { get; init; } = [];

    static RootFilesystem IJsonObject<RootFilesystem>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<RootFilesystem>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("type"u8, Type);
        json.WriteStartArray("diff_ids"u8);
        foreach (Digest diffId in DiffIds)
            json.WriteStringValue(diffId.ToString());

        json.WriteEndArray();
    }
}
