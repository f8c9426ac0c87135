// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>The plan of a process that joins a running container, changes its mounts, and ends.</summary>
internal static class MountChangePlanner
{
    /// <param name="initPid">The container's first process, whose namespaces are joined.</param>
    /// <param name="spec">The container's configuration, with the new mounts in place of its own.</param>
    /// <param name="facts">What the runtime saw.</param>
    public static PlannedInit Add(int initPid, RuntimeSpec spec, PlanFacts facts)
    {
        MountSteps? mounts = null;
        CgroupSteps? cgroups = null;
        return Plan(
            initPid,
            spec,
            facts,
            (plan, namespaces) =>
            {
                mounts = MountSteps.OpenSources(plan, spec, facts, namespaces);
                cgroups = CgroupSteps.OpenTasks(plan, facts);
            },
            (plan, rootfs) =>
            {
                mounts!.Attach(plan, rootfs, cgroups!);
                mounts.MakeReadonly(plan);
            });
    }

    /// <summary>Takes the mounts away in reverse, each with what is mounted below it.</summary>
    /// <inheritdoc cref="Add"/>
    public static PlannedInit Remove(int initPid, RuntimeSpec spec, PlanFacts facts) =>
        Plan(initPid, spec, facts, static (_, _) => { }, (plan, _) => Detach(plan, spec.Mounts));

    private static PlannedInit Plan(
        int initPid, RuntimeSpec spec, PlanFacts facts, Action<PlanBuilder, NamespaceSet> before, Action<PlanBuilder,
        RootfsSteps> inside)
    {
        var plan = new PlanBuilder();
        NamespaceSet namespaces = NamespaceSet.Of(spec.Linux ?? new LinuxSpec());
        SyncSteps sync = SyncSteps.Open(plan);
        Slot init = plan.Slot("container's process");
        plan.Step("open the container's process", "its namespaces are joined through one descriptor (pidfd_open(2))");
        plan.Call(SYS.pidfd_open, initPid, 0).Into(init);
        before(plan, namespaces);
        CloneSteps clone = JoinSteps.Clone(plan, sync, init, namespaces, facts, beforeJoining: () => { });
        SyncSteps.BeginSession(plan);
        inside(plan, RootfsSteps.OpenJoined(plan, facts, namespaces));
        plan.Step("end", "there is no program to execute");
        plan.Call(SYS.exit_group, 0);
        return new PlannedInit(plan.Build(), sync, clone, new ProcessPlan(null), NeedsIdMaps: false);
    }

    private static void Detach(PlanBuilder plan, Mount[] mounts)
    {
        for (int i = mounts.Length - 1; i >= 0; i--)
        {
            // A path of the container, walked by a process that is inside: it cannot lead out.
            string destination = ContainerPath.Clean(mounts[i].Destination);
            plan.Step($"unmount {destination}", "with what is mounted below it (umount(2), MNT_DETACH)");
            plan.Call(SYS.umount2, plan.Text(destination), MNT_DETACH | UMOUNT_NOFOLLOW);
        }
    }
}
