// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// A process that is born outside a container and joins it: for `exec`, and for hooks that run inside.
/// </summary>
internal static class JoinSteps
{
    /// <param name="plan">The plan; the child is its actor from here on.</param>
    /// <param name="sync">The socket pair.</param>
    /// <param name="init">A pidfd of the container's process, whose namespaces are joined.</param>
    /// <param name="namespaces">Which they are.</param>
    /// <param name="facts">What the runtime saw.</param>
    /// <param name="beforeJoining">Adds what is to be done where the host's paths are still seen.</param>
    public static CloneSteps Clone(
        PlanBuilder plan, SyncSteps sync, Slot init, NamespaceSet namespaces, PlanFacts facts, Action beforeJoining)
    {
        if (IsByIntermediate(namespaces, facts))
        {
            CloneSteps handedOver = CloneSteps.AddForExecAsUser(plan, sync, init, namespaces, facts, beforeJoining);
            sync.CloseOtherEnd(plan, facts);
            return handedOver;
        }

        CloneSteps clone = CloneSteps.AddForExec(plan, init, namespaces, facts);
        plan.Actor = PlanActor.Child;
        sync.CloseOtherEnd(plan, facts);
        beforeJoining();
        JoinNamespaces(plan, init, namespaces, facts);
        return clone;
    }

    /// <summary>
    /// Whether the process is the child of one that joins for it, as an ordinary user may join only one by one.
    /// </summary>
    public static bool IsByIntermediate(NamespaceSet namespaces, PlanFacts facts) =>
        facts.IsOrdinaryUser && namespaces.HasUser;

    private static void JoinNamespaces(PlanBuilder plan, Slot init, NamespaceSet namespaces, PlanFacts facts)
    {
        int flags = (namespaces.New | namespaces.Joined) & ~CLONE_NEWPID;
        if (flags != 0)
        {
            plan.Step(
                "join the container's namespaces",
                "all at once; the kernel checks the rights for the set (setns(2), since 5.8)");
            plan.Call(SYS.setns, init, flags);
        }

        if (namespaces.HasUser)
        {
            IdentitySteps.BecomeRoot(plan, facts);
        }
    }
}
