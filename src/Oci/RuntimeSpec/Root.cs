// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The root filesystem.</summary>
/// <remarks>Source: runtime-spec config.md, "Root"</remarks>
public sealed partial record Root
{
    /// <summary>Absolute, or relative to the bundle.</summary>
    public string Path { get; init; } = "";

    public bool Readonly { get; init; }
}
