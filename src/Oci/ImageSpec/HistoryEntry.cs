// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>One step in which an image was made.</summary>
/// <remarks>Source: image-spec config.md, "history"</remarks>
public sealed record HistoryEntry : IJsonObject<HistoryEntry>
{
    public HistoryEntry()
    {
    }

    internal HistoryEntry(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("created"u8))
                Created = json.Text();
            else if (json.Is("created_by"u8))
                CreatedBy = json.Text();
            else if (json.Is("author"u8))
                Author = json.Text();
            else if (json.Is("comment"u8))
                Comment = json.Text();
            else if (json.Is("empty_layer"u8))
                EmptyLayer = json.Boolean();
            else
                json.Skip();
        }
    }

    /// <summary>RFC 3339, as written; may be empty.</summary>
    public string Created { get; init; } = "";

    public string CreatedBy { get; init; } = "";

    public string Author { get; init; } = "";

    public string Comment { get; init; } = "";

    /// <summary>Whether the step changed no file, so that no layer belongs to it.</summary>
    public bool EmptyLayer { get; init; }

    static HistoryEntry IJsonObject<HistoryEntry>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<HistoryEntry>.WriteMembers(Utf8JsonWriter json)
    {
        json.String("created"u8, Created);
        json.String("created_by"u8, CreatedBy);
        json.String("author"u8, Author);
        json.String("comment"u8, Comment);
        json.Boolean("empty_layer"u8, EmptyLayer);
    }
}
