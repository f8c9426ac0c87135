// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>One line of a user namespace's id map, user_namespaces(7).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "User namespace mappings"</remarks>
public sealed record IdMapping : IJsonObject<IdMapping>
{
    public IdMapping()
    {
    }

    internal IdMapping(ref ObjectReader json)
    {
        uint? containerId = null, hostId = null, size = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("containerID"u8))
                containerId = json.UInt32();
            else if (json.Is("hostID"u8))
                hostId = json.UInt32();
            else if (json.Is("size"u8))
                size = json.UInt32();
            else
                json.Skip();
        }

        ContainerId = json.Required(containerId, "containerID", start);
        HostId = json.Required(hostId, "hostID", start);
        Size = json.Required(size, "size", start);
    }

    public uint ContainerId { get; init; }

    public uint HostId { get; init; }

    public uint Size { get; init; }

    static IdMapping IJsonObject<IdMapping>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<IdMapping>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("containerID"u8, ContainerId);
        json.WriteNumber("hostID"u8, HostId);
        json.WriteNumber("size"u8, Size);
    }
}
