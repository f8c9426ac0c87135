// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Init;

/// <summary>A plan that the runtime carries out by itself: nothing is cloned.</summary>
internal static unsafe class RuntimePlan
{
    /// <summary>Makes the calls up to the first stop.</summary>
    /// <param name="plan">The plan; one of its calls stops it.</param>
    /// <param name="result">The slot of the descriptor that is wanted. All others that were opened are closed.</param>
    /// <exception cref="LifecycleException">A call failed; no descriptor is left open.</exception>
    public static OwnedFd Run(InitPlan plan, Slot result)
    {
        using var memory = new PlanMemory(plan);
        int nobody = -1;
        int here = 1;
        PlanMemory.Layout* layout = memory.Address;

        // Both are on this method's stack while the interpreter runs; a pid that is not 0 brings failures back here.
        layout->Pid = &here;
        layout->ReportFd = &nobody;
        PlanReport failure = PlanInterpreter.Run(layout);
        bool failed = failure.Value != 0;
        foreach (PlannedCall call in plan.Calls.Span)
        {
            bool wanted = !failed && call.Result == result.Offset;
            if (call.Result >= 0 && !wanted && memory.Read(new Slot(call.Result)) is > 0 and int fd)
            {
                Kernel.Call(SYS.close, fd);
            }
        }

        return failed ? throw PlanFailure.Of(plan, failure) : new OwnedFd(memory.Read(result));
    }
}
