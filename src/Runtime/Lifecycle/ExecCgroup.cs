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
        string? unified = null;
        var tasks = new List<string>();
        foreach ((string hierarchy, string path) in record.CgroupPaths)
        {
            string entered = path + Below(hierarchy, request.Cgroup);
            if (!At.Exists(BorrowedFd.Cwd, entered))
            {
                throw new LifecycleException($"--cgroup: {entered} does not exist: it has to be made first");
            }

            if (hierarchy == CgroupHierarchy.UnifiedName)
            {
                unified = entered == path ? Whereto(record, path) : entered;
            }
            else
            {
                tasks.Add(entered + "/tasks");
            }
        }

        return (unified, tasks);
    }

    /// <summary>
    /// A cgroup that hands controllers down takes no process (cgroup-v2.rst, "No Internal Process Constraint"): an init
    /// such as systemd has moved below it first, and exec follows, as runc does.
    /// </summary>
    private static string Whereto(ContainerRecord record, string path) =>
        Cgroup.HandsDown(path) && Cgroup.UnifiedOf(record.Init.Pid) is { } init && init.StartsWith(path + "/", StringComparison.Ordinal)
            ? init
            : path;

    /// <summary>`PATH` counts for every hierarchy, `controller,...:PATH` for those of the controllers (runc exec(8)).</summary>
    private static string Below(string hierarchy, IReadOnlyList<string> wishes)
    {
        string below = "";
        foreach (string wish in wishes)
        {
            int colon = wish.IndexOf(':');
            string path = wish[(colon + 1)..];
            if (Array.Exists(path.Split('/'), part => part == ".."))
            {
                throw new LifecycleException($"--cgroup {wish}: {path} leads out of the container's cgroup");
            }

            bool applies = colon < 0 || Array.Exists(wish[..colon].Split(','), controller => Array.IndexOf(hierarchy.Split(','), controller) >= 0);
            if (applies)
            {
                below = path.Trim('/').Length == 0 ? "" : "/" + path.Trim('/');
            }
        }

        return below;
    }
}
