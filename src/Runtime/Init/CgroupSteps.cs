// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Cgroups;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The way into cgroup v1's hierarchies: the child writes itself in, by files that the runtime opened where it must. A
/// process with one thread that moves itself needs no lock and no RCU grace period, which moving another one costs in
/// each hierarchy.
/// </summary>
/// <remarks>
/// Source: kernel/cgroup/cgroup.c, cgroup_procs_write_start. cgroup v2 needs none of it: CLONE_INTO_CGROUP.
/// </remarks>
internal sealed class CgroupSteps
{
    private readonly List<(string Path, Slot Tasks)> _tasks = [];
    private readonly bool _late;
    private readonly SyncSteps? _sync;
    private readonly bool _unshares;
    private bool _entered;

    private CgroupSteps(SyncSteps? sync, bool unshares, bool late) =>
        (_sync, _unshares, _late) = (sync, unshares, late);

    /// <summary>
    /// Whether v1's directories may be made while the child is on its way, so that it opens them itself: its paths are
    /// the host's until it enters its root, and its rights the runtime's unless it has another user namespace.
    /// </summary>
    public static bool ComeLate(RuntimeSpec spec, CgroupPlan plan)
    {
        NamespaceSet namespaces = NamespaceSet.Of(spec.Linux ?? new LinuxSpec());
        return !plan.IsRootless && !plan.IsUnit && !namespaces.HasUser && (namespaces.Joined & CLONE_NEWNS) == 0;
    }

    /// <summary>For a new container, whose limits the runtime writes while the child is on its way.</summary>
    public static CgroupSteps OpenTasks(PlanBuilder plan, PlanFacts facts, NamespaceSet namespaces, SyncSteps sync) =>
        new CgroupSteps(sync, (namespaces.New & CLONE_NEWCGROUP) != 0, facts.CgroupsComeLate).Open(plan, facts);

    /// <summary>For a process that joins a container.</summary>
    public static CgroupSteps OpenTasks(PlanBuilder plan, PlanFacts facts) =>
        new CgroupSteps(sync: null, unshares: false, late: false).Open(plan, facts);

    /// <summary>
    /// As late as can be, and once in a plan: before the cgroups are mounted, or hooks look at them. A new cgroup
    /// namespace has as its root the cgroups that its maker is in.
    /// </summary>
    public void Enter(PlanBuilder plan)
    {
        if (_entered)
        {
            return;
        }

        _entered = true;
        if (_tasks.Count > 0)
        {
            _sync?.AwaitSetUp(plan, "a device list that is half written would keep it from making its devices");
            plan.Step(
                "enter the cgroups",
                "0 is the writer itself: a process that moves itself waits for nobody (cgroups(7))");
        }

        foreach ((string path, Slot tasks) in _tasks)
        {
            if (_late)
            {
                OpenTasks(plan, path, tasks);
            }

            plan.Call(SYS.write, tasks, plan.Bytes("0"u8), 1);
            plan.Close(tasks);
        }

        if (_unshares)
        {
            plan.Step(
                "unshare the cgroup namespace",
                "after the cgroups have been entered: they are its roots (cgroup_namespaces(7))");
            plan.Call(SYS.unshare, CLONE_NEWCGROUP);
        }
    }

    private CgroupSteps Open(PlanBuilder plan, PlanFacts facts)
    {
        if (facts.CgroupTasks.Count > 0 && !_late)
        {
            plan.Step(
                "open the container's cgroups",
                "cgroup v1 has a hierarchy for each controller; whoever opens the file is asked for the right");
        }

        foreach (string path in facts.CgroupTasks)
        {
            Slot tasks = plan.Slot(path);
            _tasks.Add((path, tasks));
            if (!_late)
            {
                OpenTasks(plan, path, tasks);
            }
        }

        return this;
    }

    private static void OpenTasks(PlanBuilder plan, string path, Slot tasks) =>
        plan.Call(SYS.openat, AT_FDCWD, plan.Text(path), O_WRONLY | O_CLOEXEC).Into(tasks);
}
