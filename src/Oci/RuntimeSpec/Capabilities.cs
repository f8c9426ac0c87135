// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The five sets of capabilities(7), by <c>CAP_</c> name.</summary>
/// <remarks>Source: runtime-spec config.md, "Linux Process"</remarks>
public sealed record Capabilities : IJsonObject<Capabilities>
{
    public Capabilities()
    {
    }

    internal Capabilities(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("bounding"u8))
                Bounding = json.Strings();
            else if (json.Is("effective"u8))
                Effective = json.Strings();
            else if (json.Is("inheritable"u8))
                Inheritable = json.Strings();
            else if (json.Is("permitted"u8))
                Permitted = json.Strings();
            else if (json.Is("ambient"u8))
                Ambient = json.Strings();
            else
                json.Skip();
        }
    }

    public string[] Bounding { get; init; } = [];

    public string[] Effective { get; init; } = [];

    public string[] Inheritable { get; init; } = [];

    public string[] Permitted { get; init; } = [];

    public string[] Ambient { get; init; } = [];

    static Capabilities IJsonObject<Capabilities>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Capabilities>.WriteMembers(Utf8JsonWriter json)
    {
        json.Strings("bounding"u8, Bounding);
        json.Strings("effective"u8, Effective);
        json.Strings("inheritable"u8, Inheritable);
        json.Strings("permitted"u8, Permitted);
        json.Strings("ambient"u8, Ambient);
    }
}
