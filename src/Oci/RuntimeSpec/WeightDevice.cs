// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Weight of one device.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Block IO"</remarks>
public sealed record WeightDevice : IJsonObject<WeightDevice>
{
    public WeightDevice()
    {
    }

    internal WeightDevice(ref ObjectReader json)
    {
        long? major = null, minor = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("major"u8))
                major = json.Int64();
            else if (json.Is("minor"u8))
                minor = json.Int64();
            else if (json.Is("weight"u8))
                Weight = json.UInt16();
            else if (json.Is("leafWeight"u8))
                LeafWeight = json.UInt16();
            else
                json.Skip();
        }

        Major = json.Required(major, "major", start);
        Minor = json.Required(minor, "minor", start);
    }

    public long Major { get; init; }

    public long Minor { get; init; }

    public ushort? Weight { get; init; }

    public ushort? LeafWeight { get; init; }

    static WeightDevice IJsonObject<WeightDevice>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<WeightDevice>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("major"u8, Major);
        json.WriteNumber("minor"u8, Minor);
        json.Number("weight"u8, Weight);
        json.Number("leafWeight"u8, LeafWeight);
    }
}
