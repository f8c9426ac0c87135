// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The arguments of ioprio_set(2).</summary>
/// <remarks>Source: runtime-spec config.md, "Linux Process"</remarks>
public sealed partial record IoPriority
{
    /// <summary><c>IOPRIO_CLASS_RT</c>, <c>IOPRIO_CLASS_BE</c> or <c>IOPRIO_CLASS_IDLE</c>.</summary>
    public string Class { get; init; } = "";

    /// <summary>0 (highest) to 7.</summary>
    public int Priority { get; init; }
}
