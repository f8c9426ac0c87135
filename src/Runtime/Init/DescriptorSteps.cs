// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// Only stdio and what was asked for stays open in the container (CVE-2024-21626; runtime-spec, file descriptors).
/// </summary>
internal static class DescriptorSteps
{
    public static void CloseOnExec(PlanBuilder plan, PlanFacts facts)
    {
        plan.Step(
            "close every other descriptor at execve",
            "a directory of the host left open is a way out (CVE-2024-21626)");
        plan.Call(SYS.close_range, 3 + facts.PreservedFds, uint.MaxValue, CLOSE_RANGE_CLOEXEC);
    }
}
