// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The clone: one call with every namespace in it, and the child born into its cgroup where the kernel allows.
/// </summary>
internal sealed record CloneSteps(Slot Pid, Slot Pidfd, Slot? Cgroup, bool HasIntermediate, bool RestoresPidNamespace)
{
    /// <summary>The child's copy of the cgroup's descriptor, which is a directory of the host.</summary>
    public void Close(PlanBuilder plan)
    {
        if (Cgroup is { } cgroup)
        {
            plan.Close(cgroup);
        }
    }

    public static CloneSteps Add(
        PlanBuilder plan, SyncSteps sync, NamespaceSteps joined, NamespaceSet namespaces, LinuxSpec linux,
        PlanFacts facts)
    {
        bool joinsPidLater = facts.IsOrdinaryUser && (namespaces.Joined & CLONE_NEWUSER) != 0;
        if (!joinsPidLater)
        {
            joined.EnterPidForChildren(plan);
        }

        IdentitySteps.StayReachable(plan, namespaces, facts);

        // A cgroup namespace shows the cgroup one is in when it is made: that comes after the attach, by unshare(2).
        int fresh = namespaces.New & ~CLONE_NEWCGROUP;
        bool offsets = linux.TimeOffsets is not null && (fresh & CLONE_NEWTIME) != 0;
        bool joinsUser = (namespaces.Joined & CLONE_NEWUSER) != 0;
        Slot pid = plan.Slot("pid");
        Argument intermediate = default;
        ulong intoCgroup = facts.UnifiedCgroup is null ? 0 : CLONE_INTO_CGROUP;
        ulong flags = CLONE_CLEAR_SIGHAND | CLONE_PIDFD | intoCgroup;
        if (joinsUser || offsets)
        {
            intermediate = plan.Struct(new clone_args { flags = flags, exit_signal = SIGCHLD });

            // Its child is born where it is; from the joined user namespace the cgroup could not be entered any more.
            flags = CLONE_CLEAR_SIGHAND | CLONE_PARENT;
            fresh &= offsets ? ~CLONE_NEWTIME : ~0;
        }

        bool hasIntermediate = intermediate.Kind == ArgumentKind.Address;
        flags |= (uint)fresh;

        // CLONE_PARENT takes over the caller's exit signal; clone3 wants none beside it.
        Argument process = plan.Struct(new clone_args { flags = flags, exit_signal = hasIntermediate ? 0u : SIGCHLD });
        Slot? cgroup = OpenCgroup(plan, facts.UnifiedCgroup, hasIntermediate ? intermediate : process);
        Slot pidfd;
        if (!hasIntermediate)
        {
            pidfd = AddClone(
                plan, "clone the container's process", "every new namespace at once (clone3(2))", process, pid);
            return new CloneSteps(pid, pidfd, cgroup, hasIntermediate, (namespaces.Joined & CLONE_NEWPID) != 0);
        }

        pidfd = AddClone(
            plan, "clone an intermediate process",
            "what comes next changes its caller, which a process with threads may not do", intermediate, pid);
        plan.Actor = PlanActor.Child;
        joined.EnterUser(plan);
        if (joinsUser)
        {
            IdentitySteps.BecomeRoot(plan, facts);
        }

        if (joinsPidLater)
        {
            joined.EnterPidForChildren(plan);
        }

        if (offsets)
        {
            SetTimeOffsets(plan, linux.TimeOffsets!);
        }

        HandOver(plan, sync, process);
        return new CloneSteps(pid, pidfd, cgroup, hasIntermediate, (namespaces.Joined & CLONE_NEWPID) != 0);
    }

    /// <summary>
    /// For a process that joins a container: its pid namespace is joined by the runtime, for its children.
    /// </summary>
    public static CloneSteps AddForExec(PlanBuilder plan, Slot initPidfd, NamespaceSet namespaces, PlanFacts facts)
    {
        bool joinsPid = namespaces.Has(CLONE_NEWPID);
        if (joinsPid)
        {
            plan.Step(
                "join the pid namespace for children",
                "the runtime stays where it is; its next child is born there (setns(2))");
            plan.Call(SYS.setns, initPidfd, CLONE_NEWPID);
        }

        Slot pid = plan.Slot("pid");
        ulong flags = CLONE_CLEAR_SIGHAND | CLONE_PIDFD | (facts.UnifiedCgroup is null ? 0 : CLONE_INTO_CGROUP);
        Argument args = plan.Struct(new clone_args { flags = flags, exit_signal = SIGCHLD });
        Slot? cgroup = OpenCgroup(plan, facts.UnifiedCgroup, args);
        Slot pidfd = AddClone(
            plan, "clone the process", "it joins the other namespaces itself (clone3(2))", args, pid, facts);
        return new CloneSteps(pid, pidfd, cgroup, HasIntermediate: false, joinsPid);
    }

    /// <summary>
    /// The same for an ordinary user, who may join nothing before the user namespace: an intermediate process joins all
    /// at once, and the process is its sibling.
    /// </summary>
    public static CloneSteps AddForExecAsUser(
        PlanBuilder plan, SyncSteps sync, Slot initPidfd, NamespaceSet namespaces, PlanFacts facts,
        Action beforeJoining)
    {
        Slot pid = plan.Slot("pid");
        ulong flags = CLONE_CLEAR_SIGHAND | CLONE_PIDFD | (facts.UnifiedCgroup is null ? 0 : CLONE_INTO_CGROUP);
        Argument intermediate = plan.Struct(new clone_args { flags = flags, exit_signal = SIGCHLD });
        Argument process = plan.Struct(new clone_args { flags = CLONE_CLEAR_SIGHAND | CLONE_PARENT });
        Slot? cgroup = OpenCgroup(plan, facts.UnifiedCgroup, intermediate);
        Slot pidfd = AddClone(
            plan, "clone an intermediate process",
            "the user namespace is joined first, and gives the right to join the others", intermediate, pid, facts);
        plan.Actor = PlanActor.Child;
        beforeJoining();
        plan.Step(
            "join the container's namespaces",
            "all at once; the user namespace gives the rights for the set (setns(2), since 5.8)");
        plan.Call(SYS.setns, initPidfd, namespaces.New | namespaces.Joined);
        IdentitySteps.BecomeRoot(plan, facts);
        HandOver(plan, sync, process);
        return new CloneSteps(pid, pidfd, cgroup, HasIntermediate: true, RestoresPidNamespace: false);
    }

    private static Slot AddClone(
        PlanBuilder plan, string title, string why, Argument args, Slot pid, PlanFacts? facts = null)
    {
        Slot pidfd = plan.Slot("pidfd");
        plan.Point(args, 8, PlanBuilder.AddressOf(pidfd));
        plan.Step(title, why);
        PlanBuilder.CallRef clone = plan.Call(SYS.clone3, args, CLONE_ARGS_SIZE_VER2).Into(pid).StopOnPositive();
        if (facts is { CgroupIsOptional: true, UnifiedCgroup: not null })
        {
            // A user may be out of reach of a cgroup of his own: in another session of his, say (cgroup-v2.rst,
            // "Delegation Containment").
            Label elsewhere = plan.NewLabel();
            Label child = plan.NewLabel();
            clone.OnZero(child).On(EACCES, elsewhere);
            plan.Mark(elsewhere);
            Argument outside = plan.Struct(
                new clone_args { flags = CLONE_CLEAR_SIGHAND | CLONE_PIDFD, exit_signal = SIGCHLD });
            plan.Point(outside, 8, PlanBuilder.AddressOf(pidfd));
            plan.Call(SYS.clone3, outside, CLONE_ARGS_SIZE_VER2).Into(pid).StopOnPositive();
            plan.Mark(child);
        }

        return pidfd;
    }

    /// <summary>
    /// The intermediate's clone makes its child a child of the runtime, and tells the runtime its pid.
    /// </summary>
    private static void HandOver(PlanBuilder plan, SyncSteps sync, Argument process)
    {
        Argument message = plan.Struct(new PlanReport { Call = -(int)SyncPoint.Pid });
        Slot pid = plan.SlotWithin(message, 4, "pid");
        Label child = plan.NewLabel();
        plan.Step("clone the container's process", "as a sibling, so that the runtime can wait for it (CLONE_PARENT)");
        plan.Call(SYS.clone3, process, CLONE_ARGS_SIZE_VER2).Into(pid).OnZero(child);
        sync.Send(plan, message, 8);
        plan.Call(SYS.exit_group, 0);
        plan.Mark(child);
    }

    private static Slot? OpenCgroup(PlanBuilder plan, string? path, Argument cloneArgs)
    {
        if (path is null)
        {
            return null;
        }

        Slot cgroup = plan.SlotWithin(cloneArgs, 80, path);
        plan.Step(
            "open the container's cgroup",
            "the child is born there: no write to cgroup.procs, no wait for a grace period");
        plan.Call(SYS.openat, AT_FDCWD, plan.Text(path), O_PATH | O_DIRECTORY | O_CLOEXEC).Into(cgroup);
        return cgroup;
    }

    /// <summary>Offsets can be set until the first process is in the namespace (time_namespaces(7)).</summary>
    private static void SetTimeOffsets(PlanBuilder plan, TimeOffsets offsets)
    {
        plan.Step(
            "unshare the time namespace", "for children: its offsets are set while it is empty (time_namespaces(7))");
        plan.Call(SYS.unshare, CLONE_NEWTIME);
        var text = new StringBuilder();
        Append(text, "monotonic", offsets.Monotonic);
        Append(text, "boottime", offsets.Boottime);
        byte[] bytes = Encoding.ASCII.GetBytes(text.ToString());
        Slot file = plan.Slot("/proc/self/timens_offsets");
        plan.Step("write its offsets", "linux.timeOffsets");
        plan.Call(SYS.openat, AT_FDCWD, plan.Text("/proc/self/timens_offsets"), O_WRONLY | O_CLOEXEC).Into(file);
        plan.Call(SYS.write, file, plan.Bytes(bytes), bytes.Length);
        plan.Call(SYS.close, file);
    }

    private static void Append(StringBuilder text, string clock, TimeOffset? offset)
    {
        if (offset is not null)
        {
            text.Append(clock).Append(' ').Append(offset.Secs).Append(' ').Append(offset.Nanosecs).Append('\n');
        }
    }
}
