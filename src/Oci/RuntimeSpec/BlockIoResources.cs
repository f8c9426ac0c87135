// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Block devices.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Block IO"</remarks>
public sealed partial record BlockIoResources
{
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
}
