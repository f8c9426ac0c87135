// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// On which CPUs a process is that joins a container: on its way there, and from then on (runtime-spec config.md,
/// execCPUAffinity). A cgroup's cpuset bounds them both (cpuset(7)).
/// </summary>
internal static class CpuAffinitySteps
{
    private const string Path = "$.process.execCPUAffinity";

    /// <summary>
    /// In the runtime: what it clones inherits the CPUs, and moves to the container's cgroup on one of them.
    /// </summary>
    public static void SetInitial(PlanBuilder plan, Process process) =>
        Set(plan, process.ExecCpuAffinity?.Initial ?? "", "initial", "before the process is in the container's cgroup");

    /// <summary>In the child, once it is in the container's cgroup.</summary>
    public static void SetFinal(PlanBuilder plan, Process process) =>
        Set(plan, process.ExecCpuAffinity?.Final ?? "", "final", "the process is in the container's cgroup");

    private static void Set(PlanBuilder plan, string list, string field, string why)
    {
        ulong[] mask = NumberList.Mask(list, $"{Path}.{field}");
        if (mask.Length > 0)
        {
            plan.Step(
                $"run on CPUs {list}",
                $"process.execCPUAffinity.{field}: {why} (sched_setaffinity(2))",
                (EINVAL, $"{Path}.{field}: the machine or the cgroup has none of the CPUs {list}"));
            Argument bits = plan.Bytes(MemoryMarshal.AsBytes<ulong>(mask), 8);
            plan.Call(SYS.sched_setaffinity, 0, mask.Length * sizeof(ulong), bits);
        }
    }
}
