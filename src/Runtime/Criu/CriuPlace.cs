// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Runtime.Criu;

/// <summary>Where CRIU runs: on the host as it is, or, to restore, where the container is to be.</summary>
internal sealed record CriuPlace
{
    public static CriuPlace Host { get; } = new();

    /// <summary>The container's cgroup2 directory, and the `tasks` files of its v1 ones.</summary>
    public string? UnifiedCgroup { get; init; }

    public IReadOnlyList<string> CgroupTasks { get; init; } = [];

    /// <summary>Descriptors that keep their numbers in it.</summary>
    public IReadOnlyList<int> InheritedFds { get; init; } = [];
}
