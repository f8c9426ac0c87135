// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// A program expects every signal at its default and none blocked. execve resets handlers but not what is ignored, and
/// .NET ignores SIGPIPE (signal(7), execve(2)).
/// </summary>
internal static class SignalSteps
{
    public static void Reset(PlanBuilder plan, PlanFacts facts)
    {
        Argument byDefault = plan.Struct(default(kernel_sigaction));
        plan.Step(
            "unblock and unignore signals", "execve keeps what is ignored; the runtime ignores SIGPIPE (signal(7))");
        for (int signal = 1; signal <= 64; signal++)
        {
            if ((facts.IgnoredSignals & (1UL << (signal - 1))) != 0)
            {
                plan.Call(SYS.rt_sigaction, signal, byDefault, 0, 8);
            }
        }

        plan.Call(SYS.rt_sigprocmask, SIG_SETMASK, plan.Space(8), 0, 8);
    }
}
