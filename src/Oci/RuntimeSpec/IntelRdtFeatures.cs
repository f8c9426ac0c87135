// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Parts of resctrl the runtime can use.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "Intel RDT"</remarks>
public sealed record IntelRdtFeatures : IJsonObject<IntelRdtFeatures>
{
    public IntelRdtFeatures()
    {
    }

    internal IntelRdtFeatures(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("enabled"u8))
                Enabled = json.Boolean();
            else if (json.Is("schemata"u8))
                Schemata = json.Boolean();
            else if (json.Is("monitoring"u8))
                Monitoring = json.Boolean();
            else
                json.Skip();
        }
    }

    public bool? Enabled { get; init; }

    public bool? Schemata { get; init; }

    public bool? Monitoring { get; init; }

    static IntelRdtFeatures IJsonObject<IntelRdtFeatures>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<IntelRdtFeatures>.WriteMembers(Utf8JsonWriter json)
    {
        json.Boolean("enabled"u8, Enabled);
        json.Boolean("schemata"u8, Schemata);
        json.Boolean("monitoring"u8, Monitoring);
    }
}
