// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Husk.Linux.Cgroups;

/// <summary>In v2 a cgroup has the controllers that every parent hands down.</summary>
/// <remarks>Source: cgroup-v2.rst, "Controlling Controllers".</remarks>
internal static class Controllers
{
    /// <summary>
    /// Has the parents hand down what a directory needs, as far as they will. What stays missing is no error here:
    /// the write of a limit then fails and can say which.
    /// </summary>
    public static void Enable(CgroupDirectory directory)
    {
        if (directory.Enable.Count == 0 || HasAll(directory))
            return;
        string mountPoint = directory.Hierarchy.MountPoint;
        for (int end = mountPoint.Length; end >= 0; end = directory.Path.IndexOf('/', end + 1))
            HandDown(directory.Path[..end] + "/cgroup.subtree_control", directory.Enable);

        // Below a threaded cgroup a new one is "domain invalid" and takes no process before it is threaded too.
        string type = directory.Path + "/cgroup.type";
        if (!HasAll(directory) && CgroupFile.Read(type) == "domain invalid")
            TryWrite(type, "threaded");
    }

    private static bool HasAll(CgroupDirectory directory)
    {
        IReadOnlyList<string> there = Of(directory.Path);
        foreach (string controller in directory.Enable)
        {
            if (!there.Contains(controller))
                return false;
        }

        return true;
    }

    /// <summary>The controllers of a v2 directory; none when it is gone.</summary>
    public static IReadOnlyList<string> Of(string path) =>
        CgroupFile.Read(path + "/cgroup.controllers")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static void HandDown(string file, IReadOnlyList<string> controllers)
    {
        // One write for all; if one of them is refused, none is done.
        if (TryWrite(file, "+" + string.Join(" +", controllers)))
            return;
        foreach (string controller in controllers)
            TryWrite(file, "+" + controller);
    }

    /// <summary>
    /// False when the kernel refuses: not delegated (EACCES), processes inside (EBUSY), no such controller here
    /// (ENOENT).
    /// </summary>
    private static bool TryWrite(string file, string value)
    {
        try
        {
            At.Write(BorrowedFd.Cwd, file, Encoding.ASCII.GetBytes(value));
            return true;
        }
        catch (SyscallException)
        {
            return false;
        }
    }
}
