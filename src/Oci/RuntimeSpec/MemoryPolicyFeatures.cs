// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Memory policies the runtime can set.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "MemoryPolicy"</remarks>
public sealed record MemoryPolicyFeatures : IJsonObject<MemoryPolicyFeatures>
{
    public MemoryPolicyFeatures()
    {
    }

    internal MemoryPolicyFeatures(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("modes"u8))
                Modes = json.Strings();
            else if (json.Is("flags"u8))
                Flags = json.Strings();
            else
                json.Skip();
        }
    }

    public string[] Modes { get; init; } = [];

    public string[] Flags { get; init; } = [];

    static MemoryPolicyFeatures IJsonObject<MemoryPolicyFeatures>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<MemoryPolicyFeatures>.WriteMembers(Utf8JsonWriter json)
    {
        json.Strings("modes"u8, Modes);
        json.Strings("flags"u8, Flags);
    }
}
