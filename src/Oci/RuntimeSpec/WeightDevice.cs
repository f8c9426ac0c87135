// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Weight of one device.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Block IO"</remarks>
public sealed partial record WeightDevice
{
    public long Major { get; init; }

    public long Minor { get; init; }

    public ushort? Weight { get; init; }

    public ushort? LeafWeight { get; init; }
}
