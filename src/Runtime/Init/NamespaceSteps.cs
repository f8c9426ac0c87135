// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// Namespaces joined by path. The runtime opens them all, so that a wrong path fails before anything is made.
/// </summary>
internal sealed class NamespaceSteps
{
    private readonly List<(string Type, int Flag, Slot Fd)> _open = [];

    public static NamespaceSteps OpenPaths(PlanBuilder plan, NamespaceSet namespaces)
    {
        var steps = new NamespaceSteps();
        foreach ((string type, int flag, string path) in namespaces.Paths)
        {
            Slot fd = plan.Slot(path);
            plan.Step($"open the {type} namespace {path}", "joined, not made: linux.namespaces[].path");
            plan.Call(SYS.openat, AT_FDCWD, plan.Text(path), O_RDONLY | O_CLOEXEC).Into(fd);
            steps._open.Add((type, flag, fd));
        }

        return steps;
    }

    /// <summary>
    /// The pid namespace that children of the caller are born into. The runtime itself stays where it is (setns(2)), so
    /// joining one costs no process.
    /// </summary>
    public void EnterPidForChildren(PlanBuilder plan) => Enter(plan, CLONE_NEWPID);

    /// <summary>The user namespace first: it gives the rights over those that belong to it.</summary>
    public void EnterUser(PlanBuilder plan) => Enter(plan, CLONE_NEWUSER);

    /// <summary>All the others; the mount namespace last, after which the host's paths are out of reach.</summary>
    public void Enter(PlanBuilder plan) => Enter(plan, ~(CLONE_NEWUSER | CLONE_NEWPID));

    /// <summary>Nothing of the host stays open when the program is looked for.</summary>
    public void Close(PlanBuilder plan)
    {
        if (_open.Count > 0)
        {
            plan.Step("close the namespaces", "they are joined");
        }

        foreach ((_, _, Slot fd) in _open)
        {
            plan.Close(fd);
        }
    }

    private void Enter(PlanBuilder plan, int which)
    {
        foreach ((string type, int flag, Slot fd) in _open)
        {
            if ((flag & which) != 0)
            {
                plan.Step(
                    $"join the {type} namespace",
                    "the kernel checks that the file is of that type (setns(2))",
                    (EINVAL, $"linux.namespaces: the path of the {type} namespace is not one, or cannot be joined from "
                        + "here"));
                plan.Call(SYS.setns, fd, flag);
            }
        }
    }
}
