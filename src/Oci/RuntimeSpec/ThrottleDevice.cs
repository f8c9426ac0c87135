// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Rate of one device.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Block IO"</remarks>
public sealed record ThrottleDevice : IJsonObject<ThrottleDevice>
{
    public ThrottleDevice()
    {
    }

    internal ThrottleDevice(ref ObjectReader json)
    {
        long? major = null, minor = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("major"u8))
                major = json.Int64();
            else if (json.Is("minor"u8))
                minor = json.Int64();
            else if (json.Is("rate"u8))
                Rate = json.UInt64();
            else
                json.Skip();
        }

        Major = json.Required(major, "major", start);
        Minor = json.Required(minor, "minor", start);
    }

    public long Major { get; init; }

    public long Minor { get; init; }

    /// <summary>Bytes or operations a second, after the list it stands in.</summary>
    public ulong Rate { get; init; }

    static ThrottleDevice IJsonObject<ThrottleDevice>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ThrottleDevice>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("major"u8, Major);
        json.WriteNumber("minor"u8, Minor);
        json.WriteNumber("rate"u8, Rate);
    }
}
