// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The container's group in the resctrl filesystem.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "IntelRdt"</remarks>
public sealed partial record IntelRdt
{
    /// <summary>Name of the group; empty stands for the container's id.</summary>
    public string ClosId { get; init; } = "";

    /// <summary>Lines written as they are, after the two below.</summary>
    public string[] Schemata { get; init; } = [];

    public string L3CacheSchema { get; init; } = "";

    public string MemBwSchema { get; init; } = "";

    public bool EnableMonitoring { get; init; }
}
