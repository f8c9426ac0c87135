// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>An interface moved into the container's network namespace.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Network Devices"</remarks>
public sealed partial record NetDevice
{
    /// <summary>Its name inside; empty keeps the name it has.</summary>
    public string Name { get; init; } = "";
}
