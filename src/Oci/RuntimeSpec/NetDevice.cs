// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>An interface moved into the container's network namespace.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Network Devices"</remarks>
public sealed record NetDevice : IJsonObject<NetDevice>
{
    public NetDevice()
    {
    }

    internal NetDevice(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("name"u8))
                Name = json.String();
            else
                json.Skip();
        }
    }

    /// <summary>Its name inside; empty keeps the name it has.</summary>
    public string Name { get; init; } = "";

    static NetDevice IJsonObject<NetDevice>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<NetDevice>.WriteMembers(Utf8JsonWriter json)
    {
        json.String("name"u8, Name);
    }
}
