// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The arguments of set_mempolicy(2).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Memory policy"</remarks>
public sealed partial record MemoryPolicy
{
    /// <summary><c>MPOL_BIND</c> and its like.</summary>
    public string Mode { get; init; } = "";

    /// <summary>A list such as <c>0-3,7</c>.</summary>
    public string Nodes { get; init; } = "";

    /// <summary><c>MPOL_F_STATIC_NODES</c> and its like.</summary>
    public string[] Flags { get; init; } = [];
}
