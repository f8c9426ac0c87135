// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The arguments of set_mempolicy(2).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Memory policy"</remarks>
public sealed record MemoryPolicy : IJsonObject<MemoryPolicy>
{
    public MemoryPolicy()
    {
    }

    internal MemoryPolicy(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("mode"u8))
                Mode = json.String();
            else if (json.Is("nodes"u8))
                Nodes = json.String();
            else if (json.Is("flags"u8))
                Flags = json.Strings();
            else
                json.Skip();
        }
    }

    /// <summary><c>MPOL_BIND</c> and its like.</summary>
    public string Mode { get; init; } = "";

    /// <summary>A list such as <c>0-3,7</c>.</summary>
    public string Nodes { get; init; } = "";

    /// <summary><c>MPOL_F_STATIC_NODES</c> and its like.</summary>
    public string[] Flags { get; init; } = [];

    static MemoryPolicy IJsonObject<MemoryPolicy>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<MemoryPolicy>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("mode"u8, Mode);
        json.String("nodes"u8, Nodes);
        json.Strings("flags"u8, Flags);
    }
}
