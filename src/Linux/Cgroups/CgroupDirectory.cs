// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Cgroups;

/// <summary>The container's cgroup in one hierarchy.</summary>
public sealed record CgroupDirectory
{
    public required CgroupHierarchy Hierarchy { get; init; }

    /// <summary>Absolute path, somewhere below the hierarchy's mount.</summary>
    public required string Path { get; init; }

    /// <summary>Controllers its parents have to hand down; only the v2 hierarchy has any.</summary>
    public IReadOnlyList<string> Enable { get; init; } = [];
}
