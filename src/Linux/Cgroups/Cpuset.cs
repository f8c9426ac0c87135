// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Linux.Cgroups;

/// <summary>
/// A new cgroup of v1's cpuset has no processors and no memory nodes, and the kernel lets no process in (ENOSPC): it
/// gets its parent's.
/// </summary>
/// <remarks>
/// Source: cpuset(7), "ERRORS", ENOSPC. cgroup.clone_children would do it in the kernel, but is a setting of the
/// parent, which is not ours.
/// </remarks>
internal static class Cpuset
{
    /// <summary>
    /// Fills the files of a directory and of the parents that lack it, those not that <paramref name="setup"/> is to
    /// write.
    /// </summary>
    public static void Inherit(CgroupDirectory directory, IReadOnlyList<CgroupWrite> setup)
    {
        InheritUnlessPlanned(directory, "cpuset.cpus", setup);
        InheritUnlessPlanned(directory, "cpuset.mems", setup);
    }

    private static void InheritUnlessPlanned(CgroupDirectory directory, string file, IReadOnlyList<CgroupWrite> setup)
    {
        foreach (CgroupWrite write in setup)
        {
            if (write.File != file)
                continue;
            // What is written may not go beyond the parent, which has to have something first.
            Effective(Parent(directory.Path), file, directory.Hierarchy.MountPoint);
            return;
        }

        Effective(directory.Path, file, directory.Hierarchy.MountPoint);
    }

    /// <summary>What a cgroup's file says, filled from the parent if it says nothing.</summary>
    private static byte[] Effective(string path, string file, string mountPoint)
    {
        byte[] own = At.ReadAll(BorrowedFd.Cwd, path + "/" + file);
        if (!IsEmpty(own) || path.Length <= mountPoint.Length)
            return own;
        byte[] inherited = Effective(Parent(path), file, mountPoint);
        At.Write(BorrowedFd.Cwd, path + "/" + file, inherited);
        return inherited;
    }

    private static bool IsEmpty(ReadOnlySpan<byte> list) => list.Trim("\n"u8).IsEmpty;

    private static string Parent(string path) => path[..path.LastIndexOf('/')];
}
