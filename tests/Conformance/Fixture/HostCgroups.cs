// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Husk.Conformance.Fixture;

/// <summary>The host's cgroup hierarchies, read from /proc/self/mountinfo: v1, v2 or both.</summary>
internal static class HostCgroups
{
    private static readonly List<(string Point, string Type, string[] Controllers)> Hierarchies = ReadHierarchies();

    /// <summary>No v1 controller is mounted: limits are files of cgroup v2.</summary>
    public static bool Unified { get; } =
        !Hierarchies.Any(h => h.Controllers.Contains("memory") || h.Controllers.Contains("pids"));

    public static IEnumerable<string> Controllers =>
        Hierarchies.Where(h => h.Type == "cgroup").SelectMany(h => h.Controllers);

    public static bool Has(string controller) =>
        Unified
            ? File.ReadAllText(Path.Combine(Mountpoint(controller), "cgroup.controllers")).Split().Contains(controller)
            : Controllers.Contains(controller);

    /// <summary>Where the directory of a controller is mounted; on a unified host that is the same for all.</summary>
    public static string Mountpoint(string controller) =>
        Unified ? Hierarchies.First(h => h.Type == "cgroup2").Point
            : Hierarchies.First(h => h.Controllers.Contains(controller)).Point;

    /// <summary>
    /// Every directory a cgroup of that name could be: below each root, and below this process's own cgroup.
    /// </summary>
    public static IEnumerable<string> Parents(string name)
    {
        IEnumerable<string> own = File.ReadAllLines("/proc/self/cgroup")
            .Select(line => line.Split(':', 3)[2].Trim('/')).Distinct();
        return Hierarchies.SelectMany(h => own.Append("").Distinct().Select(path => Path.Combine(h.Point, path, name)));
    }

    private static List<(string Point, string Type, string[] Controllers)> ReadHierarchies() =>
        [.. File.ReadAllLines("/proc/self/mountinfo")
            .Select(line => (Left: line.Split(" - ")[0].Split(' '), Right: line.Split(" - ")[1].Split(' ')))
            .Where(mount => mount.Right[0] is "cgroup" or "cgroup2")
            .Select(mount =>
                (mount.Left[4], mount.Right[0], mount.Right[2].Split(',').Where(option => option != "rw").ToArray()))];
}
