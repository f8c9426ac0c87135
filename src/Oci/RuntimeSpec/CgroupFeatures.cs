// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Kinds of cgroup the runtime can manage.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "Cgroup"</remarks>
public sealed record CgroupFeatures : IJsonObject<CgroupFeatures>
{
    public CgroupFeatures()
    {
    }

    internal CgroupFeatures(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("v1"u8))
                V1 = json.Boolean();
            else if (json.Is("v2"u8))
                V2 = json.Boolean();
            else if (json.Is("systemd"u8))
                Systemd = json.Boolean();
            else if (json.Is("systemdUser"u8))
                SystemdUser = json.Boolean();
            else if (json.Is("rdma"u8))
                Rdma = json.Boolean();
            else
                json.Skip();
        }
    }

    public bool? V1 { get; init; }

    public bool? V2 { get; init; }

    public bool? Systemd { get; init; }

    public bool? SystemdUser { get; init; }

    public bool? Rdma { get; init; }

    static CgroupFeatures IJsonObject<CgroupFeatures>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<CgroupFeatures>.WriteMembers(Utf8JsonWriter json)
    {
        json.Boolean("v1"u8, V1);
        json.Boolean("v2"u8, V2);
        json.Boolean("systemd"u8, Systemd);
        json.Boolean("systemdUser"u8, SystemdUser);
        json.Boolean("rdma"u8, Rdma);
    }
}
