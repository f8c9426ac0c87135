// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Marks of the network traffic; cgroup v1 only.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Network"</remarks>
public sealed record NetworkResources : IJsonObject<NetworkResources>
{
    public NetworkResources()
    {
    }

    internal NetworkResources(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("classID"u8))
                ClassId = json.UInt32();
            else if (json.Is("priorities"u8))
                Priorities = json.Array<InterfacePriority>();
            else
                json.Skip();
        }
    }

    public uint? ClassId { get; init; }

    public InterfacePriority[] Priorities { get; init; } = [];

    static NetworkResources IJsonObject<NetworkResources>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<NetworkResources>.WriteMembers(Utf8JsonWriter json)
    {
        json.Number("classID"u8, ClassId);
        json.Array("priorities"u8, Priorities);
    }
}
