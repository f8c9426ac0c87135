// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Limits of one RDMA device; null is no limit.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "RDMA"</remarks>
public sealed record RdmaLimit : IJsonObject<RdmaLimit>
{
    public RdmaLimit()
    {
    }

    internal RdmaLimit(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("hcaHandles"u8))
                HcaHandles = json.UInt32();
            else if (json.Is("hcaObjects"u8))
                HcaObjects = json.UInt32();
            else
                json.Skip();
        }
    }

    public uint? HcaHandles { get; init; }

    public uint? HcaObjects { get; init; }

    static RdmaLimit IJsonObject<RdmaLimit>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<RdmaLimit>.WriteMembers(Utf8JsonWriter json)
    {
        json.Number("hcaHandles"u8, HcaHandles);
        json.Number("hcaObjects"u8, HcaObjects);
    }
}
