// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The way into cgroup v1's hierarchies: the runtime opens the files, the child writes itself in. A process with one
/// thread that moves itself needs no lock and no RCU grace period, which moving another one costs in each hierarchy.
/// </summary>
/// <remarks>Source: kernel/cgroup/cgroup.c, cgroup_procs_write_start. cgroup v2 needs none of it: CLONE_INTO_CGROUP.</remarks>
internal sealed class CgroupSteps
{
    private readonly List<Slot> _tasks = [];

    public static CgroupSteps OpenTasks(PlanBuilder plan, PlanFacts facts)
    {
        var steps = new CgroupSteps();
        if (facts.CgroupTasks.Count > 0)
        {
            plan.Step("open the container's cgroups", "cgroup v1 has a hierarchy for each controller; whoever opens the file is asked for the right");
        }

        foreach (string path in facts.CgroupTasks)
        {
            Slot tasks = plan.Slot(path);
            plan.Call(SYS.openat, AT_FDCWD, plan.Text(path), O_WRONLY | O_CLOEXEC).Into(tasks);
            steps._tasks.Add(tasks);
        }

        return steps;
    }

    public void Enter(PlanBuilder plan)
    {
        if (_tasks.Count > 0)
        {
            plan.Step("enter the cgroups", "0 is the writer itself: a process that moves itself waits for nobody (cgroups(7))");
        }

        foreach (Slot tasks in _tasks)
        {
            plan.Call(SYS.write, tasks, plan.Bytes("0"u8), 1);
            plan.Close(tasks);
        }
    }
}
