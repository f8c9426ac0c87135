// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The argument of personality(2).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Personality"</remarks>
public sealed partial record Personality
{
    /// <summary><c>LINUX</c> or <c>LINUX32</c>.</summary>
    public string Domain { get; init; } = "";

    /// <summary>None is defined.</summary>
    public string[] Flags { get; init; } = [];
}
