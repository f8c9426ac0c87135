// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The root filesystem.</summary>
/// <remarks>Source: runtime-spec config.md, "Root"</remarks>
public sealed record Root : IJsonObject<Root>
{
    public Root()
    {
    }

    internal Root(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("path"u8))
                Path = json.String();
            else if (json.Is("readonly"u8))
                Readonly = json.Boolean();
            else
                json.Skip();
        }
    }

    /// <summary>Absolute, or relative to the bundle.</summary>
    public string Path { get; init; } = "";

    public bool Readonly { get; init; }

    static Root IJsonObject<Root>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Root>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("path"u8, Path);
        json.Boolean("readonly"u8, Readonly);
    }
}
