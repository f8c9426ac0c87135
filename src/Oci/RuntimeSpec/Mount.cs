// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>One mount.</summary>
/// <remarks>Source: runtime-spec config.md, "Mounts"</remarks>
public sealed record Mount : IJsonObject<Mount>
{
    public Mount()
    {
    }

    internal Mount(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("destination"u8))
                Destination = json.String();
            else if (json.Is("type"u8))
                Type = json.String();
            else if (json.Is("source"u8))
                Source = json.String();
            else if (json.Is("options"u8))
                Options = json.Strings();
            else if (json.Is("uidMappings"u8))
                UidMappings = json.Array<IdMapping>();
            else if (json.Is("gidMappings"u8))
                GidMappings = json.Array<IdMapping>();
            else
                json.Skip();
        }
    }

    /// <summary>Path inside the container; a relative one is meant from <c>/</c>.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Filesystem type; ignored on a bind mount.</summary>
    public string Type { get; init; } = "";

    /// <summary>A device name, or for a bind mount a file or directory, absolute or relative to the bundle.</summary>
    public string Source { get; init; } = "";

    /// <summary>Mount flags by name; what is no flag goes to the filesystem as data.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>Set together with <see cref="GidMappings"/> or not at all.</summary>
    public IdMapping[] UidMappings { get; init; } = [];

    public IdMapping[] GidMappings { get; init; } = [];

    static Mount IJsonObject<Mount>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Mount>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("destination"u8, Destination);
        json.String("type"u8, Type);
        json.String("source"u8, Source);
        json.Strings("options"u8, Options);
        json.Array("uidMappings"u8, UidMappings);
        json.Array("gidMappings"u8, GidMappings);
    }
}
