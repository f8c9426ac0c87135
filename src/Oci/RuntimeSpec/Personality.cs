// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The argument of personality(2).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Personality"</remarks>
public sealed record Personality : IJsonObject<Personality>
{
    public Personality()
    {
    }

    internal Personality(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("domain"u8))
                Domain = json.String();
            else if (json.Is("flags"u8))
                Flags = json.Strings();
            else
                json.Skip();
        }
    }

    /// <summary><c>LINUX</c> or <c>LINUX32</c>.</summary>
    public string Domain { get; init; } = "";

    /// <summary>None is defined.</summary>
    public string[] Flags { get; init; } = [];

    static Personality IJsonObject<Personality>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Personality>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("domain"u8, Domain);
        json.Strings("flags"u8, Flags);
    }
}
