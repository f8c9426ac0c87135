// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Number of tasks.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "PIDs"</remarks>
public sealed partial record PidsResources
{
    /// <summary>-1 is no limit, 0 is a limit of none.</summary>
    public long? Limit { get; init; }
}
