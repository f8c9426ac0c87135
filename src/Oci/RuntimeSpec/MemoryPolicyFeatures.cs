// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Memory policies the runtime can set.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "Memory policy"</remarks>
public sealed partial record MemoryPolicyFeatures
{
    public string[] Modes { get; init; } = [];

    public string[] Flags { get; init; } = [];
}
