// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>One line of a user namespace's id map, user_namespaces(7).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "User namespace mappings"</remarks>
public sealed partial record IdMapping
{
    public uint ContainerId { get; init; }

    public uint HostId { get; init; }

    public uint Size { get; init; }
}
