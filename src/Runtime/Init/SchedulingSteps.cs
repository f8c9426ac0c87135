// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>linux.personality: the execution domain of the process (personality(2)).</summary>
internal static class SchedulingSteps
{
    public static void Apply(PlanBuilder plan, Process process, LinuxSpec linux)
    {
        _ = process;
        if (linux.Personality is { } personality)
        {
            plan.Step($"set the personality {personality.Domain}", "linux.personality (personality(2))");
            plan.Call(SYS.personality, personality.Domain == "LINUX32" ? PER_LINUX32 : PER_LINUX);
        }
    }
}
