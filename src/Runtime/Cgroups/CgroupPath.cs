// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Cgroups;
using Husk.Oci;
using Husk.Oci.Json;

namespace Husk.Runtime.Cgroups;

/// <summary>Where in a hierarchy the container's cgroup is.</summary>
/// <remarks>
/// Source: runtime-spec config-linux.md, "Cgroups Path"; the fs driver of opencontainers/cgroups for what the spec
/// leaves open.
/// </remarks>
internal static class CgroupPath
{
    private const string Field = "$.linux.cgroupsPath";

    /// <summary>
    /// <paramref name="cgroupsPath"/> from the hierarchy's root when it is absolute; else, and when it is empty, it or
    /// <paramref name="id"/> below the runtime's own cgroup.
    /// </summary>
    public static string Of(CgroupHierarchy hierarchy, CgroupVersion version, string cgroupsPath, string id)
    {
        string path = cgroupsPath.Length == 0 ? id : cgroupsPath;
        string clean = Clean(path);
        if (clean.Length == 0)
        {
            throw SpecException.At(
                Field, $"{JsonText.Quoted(path)} names the root of the cgroup hierarchy; name a cgroup below it");
        }

        if (path.StartsWith('/'))
            return hierarchy.MountPoint + clean;

        // In v2 the runtime's own cgroup has processes in it, the runtime for one, so it can hand no controller down
        // to a child (cgroup-v2.rst, "No Internal Process Constraint"): the container's goes beside it.
        string own = version == CgroupVersion.V2 ? Parent(hierarchy.Own) : hierarchy.Own;
        return hierarchy.MountPoint + Clean(own) + clean;
    }

    /// <summary>
    /// The path as text with a slash before each part, without <c>.</c> and with no way out by <c>..</c>; nothing for
    /// the root.
    /// </summary>
    private static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                    parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add("/" + part);
            }
        }

        return string.Concat(parts);
    }

    private static string Parent(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];
}
