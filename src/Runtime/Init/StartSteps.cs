// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>The fifo between `create` and `start`: the process waits on it until `start` writes a byte.</summary>
internal static class StartSteps
{
    /// <summary>
    /// Opened for both directions, so that it never reads as ended; and while the child holds it `start` can open it
    /// for writing without waiting, and learns from ENXIO that the child is gone (fifo(7)).
    /// </summary>
    public static Slot OpenFifo(PlanBuilder plan, PlanFacts facts)
    {
        Slot fifo = plan.Slot("exec.fifo");
        plan.Step("open exec.fifo", "`start` writes to it; the child is where the host's paths end");
        plan.Call(SYS.openat, AT_FDCWD, plan.Text(facts.StartFifo), O_RDWR | O_CLOEXEC).Into(fifo);
        return fifo;
    }

    public static void AwaitStart(PlanBuilder plan, Slot fifo)
    {
        plan.Step("wait for start", "the container is created; its process is this one, not yet executed");
        plan.Call(SYS.read, fifo, plan.Space(8), 1).AtLeast(1);
    }
}
