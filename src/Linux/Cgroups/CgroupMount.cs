// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux.Mounts;

namespace Husk.Linux.Cgroups;

/// <summary>A mount of a cgroup hierarchy, or of a part of one.</summary>
/// <param name="Root">The directory of the hierarchy that is seen at the mount point.</param>
/// <param name="MountPoint">Where it is mounted.</param>
/// <param name="Options">
/// Of the hierarchy: <c>memory</c>, <c>cpu</c> and <c>cpuacct</c>, <c>name=systemd</c>. Of v2 they name no
/// controllers.
/// </param>
/// <param name="IsUnified">Whether it is v2.</param>
internal readonly record struct CgroupMount(string Root, string MountPoint, string[] Options, bool IsUnified)
{
    /// <summary>The cgroup mounts of a mount table.</summary>
    public static List<CgroupMount> Parse(ReadOnlySpan<byte> mountInfo)
    {
        var mounts = new List<CgroupMount>();
        foreach (MountEntry entry in MountInfo.Parse(mountInfo))
        {
            if (entry.FileSystemType is not ("cgroup" or "cgroup2"))
                continue;
            string[] options = Text(entry.SuperOptions).Split(',');
            mounts.Add(new(Text(entry.Root), Text(entry.MountPoint), options, entry.FileSystemType == "cgroup2"));
        }

        return mounts;
    }

    /// <summary>The caller's own cgroup as a path below the mount point.</summary>
    /// <param name="path">The path of /proc/self/cgroup.</param>
    public string Below(string path)
    {
        if (Root == "/" || path == "/")
            return path;
        if (path == Root)
            return "/";
        // A mount that shows neither the cgroup nor a parent of it, as from another cgroup namespace: nothing better
        // is known.
        return path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[Root.Length..] : "/";
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
