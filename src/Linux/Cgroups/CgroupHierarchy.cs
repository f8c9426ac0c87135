// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Linux.Cgroups;

/// <summary>One mounted tree of cgroups.</summary>
public sealed record CgroupHierarchy
{
    /// <summary>The name of the v2 hierarchy, which has none in /proc/self/cgroup.</summary>
    public const string UnifiedName = "unified";

    /// <summary>
    /// Of v1 as in /proc/self/cgroup: <c>memory</c>, <c>cpu,cpuacct</c>, <c>name=systemd</c>. Of v2 <see
    /// cref="UnifiedName"/>.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Absolute path of the mount.</summary>
    public required string MountPoint { get; init; }

    /// <summary>
    /// The caller's own cgroup as a path below <see cref="MountPoint"/>, with a slash in front; <c>/</c> when it is
    /// the mount itself.
    /// </summary>
    public required string Own { get; init; }

    /// <summary>Controllers that can be used in it; none in a named v1 hierarchy.</summary>
    public required IReadOnlyList<string> Controllers { get; init; }

    /// <summary>Whether it is the v2 hierarchy.</summary>
    public bool IsUnified => Name == UnifiedName;

    /// <summary>
    /// Whether the controller lives here. <c>devices</c> and <c>freezer</c> of v2 are no controllers, and are not
    /// listed.
    /// </summary>
    public bool Has(string controller)
    {
        foreach (string each in Controllers)
        {
            if (each.Equals(controller, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
