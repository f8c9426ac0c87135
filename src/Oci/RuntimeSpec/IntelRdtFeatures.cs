// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Parts of resctrl the runtime can use.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "Intel RDT"</remarks>
public sealed partial record IntelRdtFeatures
{
    public bool? Enabled { get; init; }

    public bool? Schemata { get; init; }

    public bool? Monitoring { get; init; }
}
