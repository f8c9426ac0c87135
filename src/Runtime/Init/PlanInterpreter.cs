// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;

namespace Husk.Runtime.Init;

/// <summary>
/// Carries a plan out. The runtime starts it; the clone is a call like any other, so both sides come out of it here and
/// the child goes on with the calls that follow.
/// </summary>
/// <remarks>
/// After the clone this is the only code that runs in the child: no allocation, no exception, no static field, no call
/// but syscall(2). The garbage collector's other threads do not exist there. tests/ChildCode walks the disassembly.
/// </remarks>
internal static unsafe class PlanInterpreter
{
    /// <summary>Of all the calls of a plan together, so that it ends under any load.</summary>
    private const int MostRetries = 1000;

    /// <summary>
    /// Makes the calls from the first one until a stop. Returns in the runtime only.
    /// </summary>
    /// <returns>A call's index and its error when it failed, (0, 0) at a stop.</returns>
    public static PlanReport Run(PlanMemory.Layout* plan)
    {
        int at = 0;
        int again = 0;
        while (true)
        {
            PlannedCall* call = plan->Calls + at;
            byte* data = plan->Data;
            int kinds = call->Kinds;
            nint result = ChildKernel.Call(
                call->Number,
                Value(data, kinds, call->A),
                Value(data, kinds >> 2, call->B),
                Value(data, kinds >> 4, call->C),
                Value(data, kinds >> 6, call->D),
                Value(data, kinds >> 8, call->E),
                Value(data, kinds >> 10, call->F));

            int next;
            if (result >= call->Minimum)
            {
                if (call->Result >= 0)
                {
                    *(int*)(data + call->Result) = (int)result;
                }

                next = result > 0 ? call->OnPositive : call->OnZero;
            }
            else
            {
                int error = result < 0 ? (int)-result : Abi.EPIPE;

                // openat2(2): a path within a root could not be followed safely as something on the host was renamed or
                // mounted meanwhile (openat2(2), ERRORS).
                if (error == Abi.EAGAIN && call->Number == SYS.openat2 && again < MostRetries)
                {
                    again++;
                    continue;
                }

                if (call->Error1 == error || call->Error1 == PlannedCall.AnyError)
                {
                    next = call->OnError1;
                }
                else if (call->Error2 == error || call->Error2 == PlannedCall.AnyError)
                {
                    next = call->OnError2;
                }
                else
                {
                    plan->Report.Call = at;
                    plan->Report.Value = error;
                    if (*plan->Pid != 0)
                    {
                        return plan->Report;
                    }

                    // MSG_NOSIGNAL: when the runtime has gone, nobody is left to tell.
                    ChildKernel.Call(
                        SYS.sendto, *plan->ReportFd, (nint)(&plan->Report), sizeof(PlanReport), Abi.MSG_NOSIGNAL);
                    ChildKernel.Call(SYS.exit_group, 1);
                    next = PlannedCall.Stop;
                }
            }

            if (next == PlannedCall.Stop)
            {
                return default;
            }

            at = next == 0 ? at + 1 : next;
        }
    }

    private static nint Value(byte* data, int kind, long value) => (ArgumentKind)(kind & 3) switch
    {
        ArgumentKind.Number => (nint)value,
        ArgumentKind.Address => (nint)(data + value),
        _ => *(int*)(data + value),
    };
}
