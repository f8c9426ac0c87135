// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Priority of the traffic on one interface.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Network"</remarks>
public sealed record InterfacePriority : IJsonObject<InterfacePriority>
{
    public InterfacePriority()
    {
    }

    internal InterfacePriority(ref ObjectReader json)
    {
        uint? priority = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("name"u8))
                Name = json.String();
            else if (json.Is("priority"u8))
                priority = json.UInt32();
            else
                json.Skip();
        }

        Priority = json.Required(priority, "priority", start);
    }

    public string Name { get; init; } = "";

    public uint Priority { get; init; }

    static InterfacePriority IJsonObject<InterfacePriority>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<InterfacePriority>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("name"u8, Name);
        json.WriteNumber("priority"u8, Priority);
    }
}
