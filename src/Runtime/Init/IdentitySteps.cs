// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>Root of a user namespace: who makes the container's files before its own user takes over.</summary>
internal static class IdentitySteps
{
    /// <summary>A new user namespace maps nobody until the runtime has written its maps.</summary>
    public static void BecomeRootOfUserNamespace(
        PlanBuilder plan, SyncSteps sync, NamespaceSet namespaces, PlanFacts facts)
    {
        if ((namespaces.New & CLONE_NEWUSER) != 0)
        {
            sync.AwaitSetUp(plan, "no file can be made before the user namespace has its maps (user_namespaces(7))");
            BecomeRoot(plan, facts);
            StayReachable(plan, namespaces, facts);
        }
    }

    /// <summary>
    /// The files in /proc/PID of a process that is not dumpable are root's, and its namespaces are root's to join
    /// (proc(5)): an ordinary user could neither write its maps nor run a hook in it. Nobody else can look at it:
    /// whoever is not in its new user namespace, or above, has no right over it (ptrace(2), PTRACE_MODE_READ). Each
    /// change of its ids takes it away again.
    /// </summary>
    public static void StayReachable(PlanBuilder plan, NamespaceSet namespaces, PlanFacts facts)
    {
        if (facts.IsOrdinaryUser && (namespaces.New & CLONE_NEWUSER) != 0)
        {
            plan.Step(
                "stay reachable for the runtime",
                "an ordinary user may only look at what is dumpable (PR_SET_DUMPABLE(2const))");
            plan.Call(SYS.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
        }
    }

    /// <summary>
    /// By the process itself before it joins anything: its file is its own as long as it is dumpable, and it may be
    /// that as long as the container cannot see it (CVE-2016-9962).
    /// </summary>
    public static void SetOwnOomScore(PlanBuilder plan, int score)
    {
        Slot file = plan.Slot("/proc/self/oom_score_adj");
        byte[] text = Encoding.ASCII.GetBytes(score.ToString(CultureInfo.InvariantCulture));
        plan.Step($"set the OOM score to {score}", "process.oomScoreAdj (proc_pid_oom_score_adj(5))");
        plan.Call(SYS.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
        plan.Call(SYS.openat, AT_FDCWD, plan.Text("/proc/self/oom_score_adj"), O_WRONLY | O_CLOEXEC).Into(file);
        plan.Call(SYS.write, file, plan.Bytes(text), text.Length);
        plan.Close(file);
        plan.Call(SYS.prctl, PR_SET_DUMPABLE, 0, 0, 0, 0);
    }

    public static void BecomeRoot(PlanBuilder plan, PlanFacts facts)
    {
        plan.Step(
            "become root of the user namespace", "files made from here on belong to it; EINVAL where it has no root");
        plan.Call(SYS.setresgid, 0, 0, 0).Ignore(EINVAL);
        plan.Call(SYS.setresuid, 0, 0, 0).Ignore(EINVAL);
        if (!facts.KeepsGroups)
        {
            plan.Call(SYS.setgroups, 0, 0).Ignore(EPERM);
        }
    }
}
