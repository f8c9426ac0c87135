// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Cgroups;

/// <summary>How this host's cgroups are mounted.</summary>
/// <remarks>Source: cgroups(7), "Cgroups version 1" and "Cgroups version 2".</remarks>
public enum CgroupVersion
{
    /// <summary>One hierarchy for each controller, or for several together.</summary>
    V1,

    /// <summary>One hierarchy with every controller.</summary>
    V2,

    /// <summary>
    /// As <see cref="V1"/>, and beside it a v2 hierarchy that has the controllers v1 left over, often none.
    /// </summary>
    Hybrid,
}
