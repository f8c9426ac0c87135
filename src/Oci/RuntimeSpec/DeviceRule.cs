// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>A rule of the device controller.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Allowed Device list"</remarks>
public sealed record DeviceRule : IJsonObject<DeviceRule>
{
    public DeviceRule()
    {
    }

    internal DeviceRule(ref ObjectReader json)
    {
        bool? allow = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("allow"u8))
                allow = json.Boolean();
            else if (json.Is("type"u8))
                Type = json.String();
            else if (json.Is("major"u8))
                Major = json.Int64();
            else if (json.Is("minor"u8))
                Minor = json.Int64();
            else if (json.Is("access"u8))
                Access = json.String();
            else
                json.Skip();
        }

        Allow = json.Required(allow, "allow", start);
    }

    public bool Allow { get; init; }

    /// <summary><c>a</c> (all), <c>c</c> or <c>b</c>; empty stands for all.</summary>
    public string Type { get; init; } = "";

    /// <summary>Null stands for all.</summary>
    public long? Major { get; init; }

    /// <summary>Null stands for all.</summary>
    public long? Minor { get; init; }

    /// <summary>Letters of <c>rwm</c>; empty stands for none.</summary>
    public string Access { get; init; } = "";

    static DeviceRule IJsonObject<DeviceRule>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<DeviceRule>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteBoolean("allow"u8, Allow);
        json.String("type"u8, Type);
        json.Number("major"u8, Major);
        json.Number("minor"u8, Minor);
        json.String("access"u8, Access);
    }
}
