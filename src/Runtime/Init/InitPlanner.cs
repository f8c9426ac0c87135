// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// Turns a validated spec into the plan of the container's first process, in the order the kernel sees it.
/// </summary>
internal static class InitPlanner
{
    /// <summary>
    /// The plan, and the slots through which the runtime talks to it. Touches nothing but its arguments.
    /// </summary>
    public static PlannedInit Plan(RuntimeSpec spec, PlanFacts facts)
    {
        LinuxSpec linux = spec.Linux ?? new LinuxSpec();
        var plan = new PlanBuilder();
        NamespaceSet namespaces = NamespaceSet.Of(linux);

        Process process = spec.Process ?? ProcessSteps.None;
        var executable = new ExecutableSteps(process, facts);

        // In the runtime, before the clone.
        SyncSteps sync = SyncSteps.Open(plan);
        executable.Seal(plan, sync);
        Slot fifo = StartSteps.OpenFifo(plan, facts);
        HostSources? sources = facts.CopiesMounts ? HostSources.Open(plan, spec, facts, namespaces) : null;
        NamespaceSteps joined = NamespaceSteps.OpenPaths(plan, namespaces);
        CgroupSteps cgroups = CgroupSteps.OpenTasks(plan, facts, namespaces, sync);

        CloneSteps clone = CloneSteps.Add(plan, sync, joined, namespaces, linux, facts);

        // In the child.
        plan.Actor = PlanActor.Child;
        sync.CloseOtherEnd(plan, facts);
        SyncSteps.BeginSession(plan);
        LabelSteps labels = LabelSteps.Open(plan, process);
        joined.Enter(plan);
        IdentitySteps.BecomeRootOfUserNamespace(plan, sync, namespaces, facts);
        (RootfsSteps rootfs, MountSteps mounts, DeviceSteps devices, PathSteps protection) =
            sources ?? HostSources.Open(plan, spec, facts, namespaces);
        NetworkSteps.RaiseLoopback(plan, namespaces);
        HostnameSteps.Set(plan, spec);
        if (rootfs.IsMount)
        {
            rootfs.Attach(plan);
            mounts.Attach(plan, rootfs, cgroups);
            devices.Populate(plan, rootfs, mounts);
        }

        cgroups.Enter(plan);
        if (facts.HooksBeforePivot)
        {
            sync.Meet(plan, SyncPoint.Hooks, "let prestart, createRuntime and createContainer hooks run");
        }

        rootfs.MakeWorkingDirectory(plan, spec.Process);
        rootfs.Enter(plan);
        SysctlSteps.Write(plan, linux);
        TerminalSteps.Open(plan, spec.Process, sync, rootfs);
        protection.Protect(plan, rootfs, mounts);
        rootfs.SetFinalPropagation(plan);
        joined.Close(plan);
        clone.Close(plan);
        rootfs.Close(plan);
        ProcessPlan planned = ProcessSteps.Add(plan, process, executable, labels, linux, facts, sync, namespaces, fifo);

        return new PlannedInit(plan.Build(), sync, clone, planned, NeedsIdMaps: (namespaces.New & CLONE_NEWUSER) != 0);
    }
}
