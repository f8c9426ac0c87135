// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Marks of the network traffic; cgroup v1 only.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Network"</remarks>
public sealed partial record NetworkResources
{
    public uint? ClassId { get; init; }

    public InterfacePriority[] Priorities { get; init; } = [];
}
