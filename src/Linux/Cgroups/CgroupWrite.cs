// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Cgroups;

/// <summary>One value written to one file of a cgroup.</summary>
public sealed record CgroupWrite
{
    /// <summary><see cref="CgroupHierarchy.Name"/> of the hierarchy.</summary>
    public required string Hierarchy { get; init; }

    /// <summary>Name of the file, such as <c>pids.max</c>. Never a path.</summary>
    public required string File { get; init; }

    /// <summary>Written as UTF-8 in one write(2).</summary>
    public required string Value { get; init; }

    /// <summary>What asked for it: a JSON path of config.json, or words.</summary>
    public required string Field { get; init; }

    /// <summary>Whether nothing is lost where this kernel has no such file.</summary>
    public bool Optional { get; init; }

    /// <summary>What is written where this kernel has no such file.</summary>
    public CgroupWrite? Otherwise { get; init; }

    /// <summary>As a shell would write it: <c>memory: memory.max &lt;- 1048576</c>.</summary>
    public override string ToString() => $"{Hierarchy}: {File} <- {Value}";
}
