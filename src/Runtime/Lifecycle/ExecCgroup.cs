// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>The cgroups that a process of `exec` enters: the container's, or with `--cgroup` one below it.</summary>
internal static class ExecCgroup
{
    /// <returns>The cgroup2 directory, if there is one, and the v1 files to write to.</returns>
    public static (string? Unified, IReadOnlyList<string> Tasks) Of(ContainerRecord record, ExecRequest request)
    {
        IReadOnlyList<SubCgroup> wishes = SubCgroup.Parse(request.Cgroup);
        CheckControllers(wishes, record.CgroupPaths);
        string? unified = null;
        var tasks = new List<string>();
        foreach ((string hierarchy, string path) in record.CgroupPaths)
        {
            string below = SubCgroup.In(hierarchy, wishes);
            string entered = path + below;
            bool isUnified = hierarchy == CgroupHierarchy.UnifiedName;
            if (isUnified && below.Length == 0 && (Cgroup.HandsDown(path) || !At.Exists(BorrowedFd.Cwd, path)))
                entered = Whereto(path, Cgroup.UnifiedOf(record.Init.Pid), At.Exists(BorrowedFd.Cwd, path));
            if (!At.Exists(BorrowedFd.Cwd, entered))
            {
                // As runc's, which its tests look for.
                throw new LifecycleException(
                    $"error adding pid of exec to cgroups: open {entered}/cgroup.procs: no such file or directory: "
                    + "make the cgroup first");
            }

            if (isUnified)
                unified = entered;
            else
                tasks.Add(entered + "/tasks");
        }

        return (unified, tasks);
    }

    /// <summary>
    /// A cgroup that hands controllers down takes no process (cgroup-v2.rst, "No Internal Process Constraint"): an init
    /// such as systemd has moved below it first, and exec follows, as runc does. It follows anywhere once the
    /// container's cgroup is gone.
    /// </summary>
    /// <param name="own">The container's cgroup, which takes no process.</param>
    /// <param name="init">Where the container's first process is; null when that cannot be told.</param>
    /// <param name="isThere">Whether the container's cgroup is there still.</param>
    internal static string Whereto(string own, string? init, bool isThere) =>
        init is not null && (!isThere || init.StartsWith(own + "/", StringComparison.Ordinal)) ? init : own;

    private static void CheckControllers(
        IReadOnlyList<SubCgroup> wishes, IReadOnlyList<KeyValuePair<string, string>> paths)
    {
        foreach (SubCgroup wish in wishes)
        {
            bool known = wish.Controller.Length == 0;
            foreach ((string hierarchy, _) in paths)
            {
                known |= SubCgroup.Has(hierarchy, wish.Controller)
                    || (paths.Count == 1 && hierarchy == CgroupHierarchy.UnifiedName);
            }

            if (!known)
            {
                throw new LifecycleException(
                    $"--cgroup: unknown controller {wish.Controller}: the container has no cgroup in a hierarchy "
                    + "of it");
            }
        }
    }
}
