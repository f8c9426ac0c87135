// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>The plan of one more process in a container that runs.</summary>
internal static class ExecPlanner
{
    /// <param name="initPid">The container's first process, whose namespaces are joined.</param>
    /// <param name="process">The process.</param>
    /// <param name="linux">The container's linux section.</param>
    /// <param name="facts">What the runtime saw.</param>
    public static PlannedInit Plan(int initPid, Process process, LinuxSpec linux, PlanFacts facts)
    {
        var plan = new PlanBuilder();
        NamespaceSet namespaces = NamespaceSet.Of(linux);

        var executable = new ExecutableSteps(process, facts);
        SyncSteps sync = SyncSteps.Open(plan);
        executable.Seal(plan, sync);
        CpuAffinitySteps.SetInitial(plan, process);
        Slot init = plan.Slot("container's process");
        plan.Step("open the container's process", "its namespaces are joined through one descriptor (pidfd_open(2))");
        plan.Call(SYS.pidfd_open, initPid, 0).Into(init);
        Slot? root = namespaces.HasMount ? null : OpenRoot(plan, initPid);
        CgroupSteps cgroups = CgroupSteps.OpenTasks(plan, facts);
        LabelSteps? labels = null;
        CloneSteps clone = JoinSteps.Clone(plan, sync, init, namespaces, facts, beforeJoining: () =>
        {
            labels = LabelSteps.Open(plan, process);
            cgroups.Enter(plan);
            CpuAffinitySteps.SetFinal(plan, process);
            if (JoinSteps.IsByIntermediate(namespaces, facts) && process.OomScoreAdj is { } score)
            {
                IdentitySteps.SetOwnOomScore(plan, score);
            }
        });
        SyncSteps.BeginSession(plan);
        if (root is { } directory)
        {
            plan.Step("enter the container's root", "it has no mount namespace of its own");
            plan.Call(SYS.fchdir, directory);
            plan.Call(SYS.chroot, plan.Text("."));
            plan.Close(directory);
        }

        plan.Step(
            "let go of the container's process and cgroup",
            "no descriptor of the host is left when the program is looked for (CVE-2024-21626)");
        plan.Close(init);
        clone.Close(plan);

        TerminalSteps.Open(plan, process, sync, rootfs: null);
        ProcessPlan planned = ProcessSteps.Add(
            plan, process, executable, labels!, linux, facts, sync, namespaces, fifo: null);
        return new PlannedInit(plan.Build(), sync, clone, planned, NeedsIdMaps: false);
    }

    private static Slot OpenRoot(PlanBuilder plan, int initPid)
    {
        Slot root = plan.Slot("root");
        plan.Step("open the container's root", "by its process's /proc/PID/root (proc_pid_root(5))");
        plan.Call(
            SYS.openat, AT_FDCWD, plan.Text($"/proc/{initPid}/root"), O_PATH | O_DIRECTORY | O_CLOEXEC).Into(root);
        return root;
    }
}
