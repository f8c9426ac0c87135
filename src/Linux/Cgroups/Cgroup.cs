// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Cgroups;

/// <summary>
/// One container's cgroup: a directory in each hierarchy. Holds paths and no descriptors, so there is nothing to
/// dispose; it goes away by <see cref="Delete"/>.
/// </summary>
/// <remarks>
/// Every verb throws <see cref="SyscallException"/>, with the field of the configuration as a comment where one asked
/// for the call.
/// </remarks>
public sealed partial class Cgroup
{
    // By hierarchy name, in the order of the layout. A handful: a walk is faster than a hash.
    private readonly List<KeyValuePair<string, string>> _paths;

    private readonly List<string> _made;

    private Cgroup(List<KeyValuePair<string, string>> paths, List<string> made) => (_paths, _made) = (paths, made);

    /// <summary>
    /// Absolute directory by <see cref="CgroupHierarchy.Name"/>: with <see cref="Made"/> all that is to be kept about
    /// a cgroup.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Paths => _paths;

    /// <summary>
    /// The directories that <see cref="Create"/> made, parents before children: those that <see cref="Delete"/>
    /// removes.
    /// </summary>
    public IReadOnlyList<string> Made => _made;

    /// <summary>A cgroup that was made before, from what was kept of it.</summary>
    public static Cgroup Open(IEnumerable<KeyValuePair<string, string>> paths, IEnumerable<string> made) =>
        new([.. paths], [.. made]);

    /// <summary>The directory in one hierarchy; null when the cgroup has none there.</summary>
    public string? PathIn(string hierarchy)
    {
        foreach ((string name, string path) in _paths)
        {
            if (name == hierarchy)
                return path;
        }

        return null;
    }

    /// <summary>The directory in the v2 hierarchy; null on a host with v1 only.</summary>
    private string? Unified => PathIn(CgroupHierarchy.UnifiedName);

    /// <summary>The directory in the v1 hierarchy of a controller, alone or with others (<c>cpu,cpuacct</c>).</summary>
    private string? PathOf(string controller)
    {
        foreach ((string name, string path) in _paths)
        {
            if (name == controller || (name.Contains(',') && System.Array.IndexOf(name.Split(','), controller) >= 0))
                return path;
        }

        return null;
    }

    /// <summary>
    /// Where a controller's files are: in its v1 hierarchy, or else in v2's; null when there is neither.
    /// </summary>
    internal (string Path, bool IsUnified)? Find(string controller) =>
        PathOf(controller) is { } v1 ? (v1, false) : Unified is { } unified ? (unified, true) : null;

    /// <summary>The directory that tells best which processes are in: v2's, which the kernel empties first.</summary>
    private string Main => Unified ?? _paths[0].Value;
}
