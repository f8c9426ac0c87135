// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>Root of a user namespace: who makes the container's files before its own user takes over.</summary>
internal static class IdentitySteps
{
    /// <summary>A new user namespace maps nobody until the runtime has written its maps.</summary>
    public static void BecomeRootOfUserNamespace(PlanBuilder plan, SyncSteps sync, NamespaceSet namespaces, PlanFacts facts)
    {
        if ((namespaces.New & CLONE_NEWUSER) != 0)
        {
            sync.AwaitSetUp(plan, "no file can be made before the user namespace has its maps (user_namespaces(7))");
            BecomeRoot(plan, facts);
        }
    }

    public static void BecomeRoot(PlanBuilder plan, PlanFacts facts)
    {
        plan.Step("become root of the user namespace", "files made from here on belong to it; EINVAL where it has no root");
        plan.Call(SYS.setresgid, 0, 0, 0).Ignore(EINVAL);
        plan.Call(SYS.setresuid, 0, 0, 0).Ignore(EINVAL);
        if (!facts.KeepsGroups)
        {
            plan.Call(SYS.setgroups, 0, 0).Ignore(EPERM);
        }
    }
}
