// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Linux.Cgroups;

/// <summary>A mount of a cgroup hierarchy, or of a part of one.</summary>
/// <param name="Root">The directory of the hierarchy that is seen at the mount point.</param>
/// <param name="MountPoint">Where it is mounted.</param>
/// <param name="Options">Of the hierarchy: <c>memory</c>, <c>cpu</c> and <c>cpuacct</c>, <c>name=systemd</c>. Of v2 they name no controllers.</param>
/// <param name="IsUnified">Whether it is v2.</param>
internal readonly record struct CgroupMount(string Root, string MountPoint, string[] Options, bool IsUnified)
{
    /// <summary>The cgroup mounts of a mount table.</summary>
    /// <remarks>Source: proc(5), "/proc/PID/mountinfo".</remarks>
    public static List<CgroupMount> Parse(ReadOnlySpan<byte> mountInfo)
    {
        var mounts = new List<CgroupMount>();
        foreach (Range each in mountInfo.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = mountInfo[each];
            // Fields 7 and on are optional; a lone hyphen ends them.
            int hyphen = line.IndexOf(" - cgroup"u8);
            if (hyphen < 0)
                continue;
            string[] head = Encoding.UTF8.GetString(line[..hyphen]).Split(' ');
            string[] tail = Encoding.UTF8.GetString(line[(hyphen + 3)..]).Split(' ');
            if (head.Length >= 6 && tail.Length >= 3 && tail[0] is "cgroup" or "cgroup2")
                mounts.Add(new(Unescape(head[3]), Unescape(head[4]), tail[^1].Split(','), tail[0] == "cgroup2"));
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
        // A mount that shows neither the cgroup nor a parent of it, as from another cgroup namespace: nothing better is known.
        return path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[Root.Length..] : "/";
    }

    /// <summary>Space, tab, line feed and backslash are three octal digits after a backslash.</summary>
    private static string Unescape(string field) =>
        field.Replace("\\040", " ").Replace("\\011", "\t").Replace("\\012", "\n").Replace("\\134", "\\");
}
