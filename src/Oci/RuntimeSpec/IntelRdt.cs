// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The container's group in the resctrl filesystem.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "IntelRdt"</remarks>
public sealed record IntelRdt : IJsonObject<IntelRdt>
{
    public IntelRdt()
    {
    }

    internal IntelRdt(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("closID"u8))
                ClosId = json.String();
            else if (json.Is("schemata"u8))
                Schemata = json.Strings();
            else if (json.Is("l3CacheSchema"u8))
                L3CacheSchema = json.String();
            else if (json.Is("memBwSchema"u8))
                MemBwSchema = json.String();
            else if (json.Is("enableMonitoring"u8))
                EnableMonitoring = json.Boolean();
            else
                json.Skip();
        }
    }

    /// <summary>Name of the group; empty stands for the container's id.</summary>
    public string ClosId { get; init; } = "";

    /// <summary>Lines written as they are, after the two below.</summary>
    public string[] Schemata { get; init; } = [];

    public string L3CacheSchema { get; init; } = "";

    public string MemBwSchema { get; init; } = "";

    public bool EnableMonitoring { get; init; }

    static IntelRdt IJsonObject<IntelRdt>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<IntelRdt>.WriteMembers(Utf8JsonWriter json)
    {
        json.String("closID"u8, ClosId);
        json.Strings("schemata"u8, Schemata);
        json.String("l3CacheSchema"u8, L3CacheSchema);
        json.String("memBwSchema"u8, MemBwSchema);
        json.Boolean("enableMonitoring"u8, EnableMonitoring);
    }
}
