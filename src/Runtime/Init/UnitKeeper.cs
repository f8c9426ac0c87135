// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Init;

/// <summary>
/// A process that does nothing but be there, for a cgroup that somebody else wants to see a process in. It ends with
/// the runtime, whatever that dies of.
/// </summary>
internal sealed class UnitKeeper : IDisposable
{
    private readonly InitProcess _process;
    private bool _ended;

    private UnitKeeper(InitProcess process) => _process = process;

    /// <summary>As this process's own pid namespace counts.</summary>
    public int Pid => _process.Pid;

    /// <exception cref="LifecycleException">It could not be cloned.</exception>
    public static UnitKeeper Launch() => new(InitProcess.Launch(Plan()));

    /// <summary>Kills it, and returns when it is gone.</summary>
    public void End()
    {
        if (!_ended)
        {
            _process.Kill();
        }

        _ended = true;
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    private static PlannedInit Plan()
    {
        var plan = new PlanBuilder();
        SyncSteps sync = SyncSteps.Open(plan);
        PlanFacts facts = PlanFactsReader.OfRuntime();
        CloneSteps clone = CloneSteps.AddForExec(plan, plan.Slot("nobody"), NamespaceSet.Of(new()), facts);
        plan.Actor = PlanActor.Child;
        sync.CloseOtherEnd(plan, facts);
        plan.Step(
            "wait for the end of the runtime",
            "nothing is ever sent: the packet that ends the wait is the end of the socket (unix(7))");
        plan.Call(SYS.recvfrom, sync.ChildEnd, plan.Space(8), 8, 0).IgnoreAnyError();
        plan.Call(SYS.exit_group, 0);
        return new PlannedInit(plan.Build(), sync, clone, new ProcessPlan(null), NeedsIdMaps: false);
    }
}
