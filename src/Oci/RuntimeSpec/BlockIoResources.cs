// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Block devices.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Block IO"</remarks>
public sealed record BlockIoResources : IJsonObject<BlockIoResources>
{
    public BlockIoResources()
    {
    }

    internal BlockIoResources(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("weight"u8))
                Weight = json.UInt16();
            else if (json.Is("leafWeight"u8))
                LeafWeight = json.UInt16();
            else if (json.Is("weightDevice"u8))
                WeightDevice = json.Array<WeightDevice>();
            else if (json.Is("throttleReadBpsDevice"u8))
                ThrottleReadBpsDevice = json.Array<ThrottleDevice>();
            else if (json.Is("throttleWriteBpsDevice"u8))
                ThrottleWriteBpsDevice = json.Array<ThrottleDevice>();
            else if (json.Is("throttleReadIOPSDevice"u8))
                ThrottleReadIopsDevice = json.Array<ThrottleDevice>();
            else if (json.Is("throttleWriteIOPSDevice"u8))
                ThrottleWriteIopsDevice = json.Array<ThrottleDevice>();
            else
                json.Skip();
        }
    }

    /// <summary>10 to 1000.</summary>
    public ushort? Weight { get; init; }

    /// <summary>10 to 1000; cgroup v1 only.</summary>
    public ushort? LeafWeight { get; init; }

    public WeightDevice[] WeightDevice { get; init; } = [];

    /// <summary>Bytes a second.</summary>
    public ThrottleDevice[] ThrottleReadBpsDevice { get; init; } = [];

    /// <summary>Bytes a second.</summary>
    public ThrottleDevice[] ThrottleWriteBpsDevice { get; init; } = [];

    /// <summary>Operations a second.</summary>
    public ThrottleDevice[] ThrottleReadIopsDevice { get; init; } = [];

    /// <summary>Operations a second.</summary>
    public ThrottleDevice[] ThrottleWriteIopsDevice { get; init; } = [];

    static BlockIoResources IJsonObject<BlockIoResources>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<BlockIoResources>.WriteMembers(Utf8JsonWriter json)
    {
        json.Number("weight"u8, Weight);
        json.Number("leafWeight"u8, LeafWeight);
        json.Array("weightDevice"u8, WeightDevice);
        json.Array("throttleReadBpsDevice"u8, ThrottleReadBpsDevice);
        json.Array("throttleWriteBpsDevice"u8, ThrottleWriteBpsDevice);
        json.Array("throttleReadIOPSDevice"u8, ThrottleReadIopsDevice);
        json.Array("throttleWriteIOPSDevice"u8, ThrottleWriteIopsDevice);
    }
}
