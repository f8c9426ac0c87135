// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Init;

/// <summary>A program of the host that the runtime runs and whose output it keeps: a hook, or ps(1).</summary>
internal static class CapturedProgram
{
    /// <summary>The plan of its process.</summary>
    /// <param name="path">The program; nothing is looked up.</param>
    /// <param name="args">Its arguments, its name first.</param>
    /// <param name="environment">K=V.</param>
    /// <param name="input">Its stdin.</param>
    /// <param name="output">Its stdout.</param>
    /// <param name="errors">Its stderr.</param>
    /// <param name="container">The linux section of one that runs in the container's namespaces; null for the
    /// runtime's.</param>
    /// <param name="initPid">The container's process, whose namespaces those are.</param>
    public static PlannedInit Plan(
        string path,
        IReadOnlyList<string> args,
        IReadOnlyList<string> environment,
        OwnedFd input,
        OwnedFd output,
        OwnedFd errors,
        LinuxSpec? container = null,
        int initPid = 0)
    {
        var plan = new PlanBuilder();
        SyncSteps sync = SyncSteps.Open(plan);
        PlanFacts facts = PlanFactsReader.OfRuntime();
        int[] stdio = [input.Number, output.Number, errors.Number];
        facts = facts with { RuntimeFds = [.. facts.RuntimeFds.Where(fd => !stdio.Contains(fd))] };
        Slot init = plan.Slot("container's process");
        if (container is not null)
        {
            plan.Step("open the container's process", "the hook runs in its namespaces");
            plan.Call(SYS.pidfd_open, initPid, 0).Into(init);
        }

        NamespaceSet namespaces = NamespaceSet.Of(container ?? new LinuxSpec());
        CloneSteps clone = JoinSteps.Clone(plan, sync, init, namespaces, facts, beforeJoining: () => { });
        plan.Step("connect stdio", "the input is in a file, and so are the outputs, or it is one for both");
        plan.Call(SYS.dup3, input.Number, 0, 0);
        plan.Call(SYS.dup3, output.Number, 1, 0);
        plan.Call(SYS.dup3, errors.Number, 2, 0);
        DescriptorSteps.CloseOnExec(plan, facts);
        SignalSteps.Reset(plan, facts);
        plan.Step($"execute {path}", "execv semantics: nothing is looked up");
        plan.Call(SYS.execve, plan.Text(path), plan.Vector(args), plan.Vector(environment));
        return new PlannedInit(plan.Build(), sync, clone, new ProcessPlan(null), NeedsIdMaps: false);
    }
}
