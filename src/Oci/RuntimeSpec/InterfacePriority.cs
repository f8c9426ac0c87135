// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Priority of the traffic on one interface.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Network"</remarks>
public sealed partial record InterfacePriority
{
    public string Name { get; init; } = "";

    public uint Priority { get; init; }
}
