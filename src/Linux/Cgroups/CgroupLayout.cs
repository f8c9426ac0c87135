// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Cgroups;

/// <summary>Where this host's cgroups are, and where in them the caller is.</summary>
public sealed partial record CgroupLayout
{
    /// <summary>A host whose cgroups are not looked at.</summary>
    public static CgroupLayout None { get; } = new() { Version = CgroupVersion.V1, Hierarchies = [] };

    public required CgroupVersion Version { get; init; }

    /// <summary>In the order in which processes are moved: the v2 hierarchy, if there is one, last.</summary>
    public required IReadOnlyList<CgroupHierarchy> Hierarchies { get; init; }

    /// <summary>The v2 hierarchy; null on a host that has v1 only.</summary>
    public CgroupHierarchy? Unified
    {
        get
        {
            foreach (CgroupHierarchy hierarchy in Hierarchies)
            {
                if (hierarchy.IsUnified)
                    return hierarchy;
            }

            return null;
        }
    }

    /// <summary>The hierarchy that has a controller; null when this host has it nowhere.</summary>
    public CgroupHierarchy? Find(string controller)
    {
        foreach (CgroupHierarchy hierarchy in Hierarchies)
        {
            if (hierarchy.Has(controller))
                return hierarchy;
        }

        return null;
    }
}
