// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// How the process is run: scheduler, I/O priority, memory policy, personality. Before its capabilities go.
/// </summary>
internal static class SchedulingSteps
{
    private const int MaximumNodes = 1024;

    public static void Apply(PlanBuilder plan, Process process, LinuxSpec linux)
    {
        if (process.Scheduler is { } scheduler)
        {
            SetScheduler(plan, scheduler);
        }

        if (process.IoPriority is { } priority)
        {
            int ioClass = SpecWords.IoPriorityClasses.Find(priority.Class, "$.process.ioPriority.class");
            plan.Step(
                $"set the I/O priority to {priority.Class} {priority.Priority}", "process.ioPriority (ioprio_set(2))");
            plan.Call(SYS.ioprio_set, IOPRIO_WHO_PROCESS, 0, (ioClass << IOPRIO_CLASS_SHIFT) | priority.Priority);
        }

        if (linux.MemoryPolicy is { } memory)
        {
            SetMemoryPolicy(plan, memory);
        }

        if (linux.Personality is { } personality)
        {
            plan.Step($"set the personality {personality.Domain}", "linux.personality (personality(2))");
            plan.Call(SYS.personality, SpecWords.Personalities.Find(personality.Domain, "$.linux.personality.domain"));
        }
    }

    private static void SetScheduler(PlanBuilder plan, Scheduler scheduler)
    {
        ulong flags = 0;
        foreach (string flag in scheduler.Flags)
        {
            flags |= (uint)SpecWords.SchedulerFlags.Find(flag, "$.process.scheduler.flags");
        }

        plan.Step($"set the scheduler {scheduler.Policy}", "process.scheduler (sched_setattr(2))");
        Argument attributes = plan.Struct(new sched_attr
        {
            size = SCHED_ATTR_SIZE_VER1,
            sched_policy = (uint)SpecWords.SchedulerPolicies.Find(scheduler.Policy, "$.process.scheduler.policy"),
            sched_flags = flags,
            sched_nice = scheduler.Nice,
            sched_priority = (uint)scheduler.Priority,
            sched_runtime = scheduler.Runtime ?? 0,
            sched_deadline = scheduler.Deadline,
            sched_period = scheduler.Period,
        });
        plan.Call(SYS.sched_setattr, 0, attributes, 0);
    }

    private static void SetMemoryPolicy(PlanBuilder plan, MemoryPolicy memory)
    {
        int mode = SpecWords.MemoryPolicyModes.Find(memory.Mode, "$.linux.memoryPolicy.mode");
        foreach (string flag in memory.Flags)
        {
            mode |= SpecWords.MemoryPolicyFlags.Find(flag, "$.linux.memoryPolicy.flags");
        }

        plan.Step($"set the memory policy {memory.Mode}", "linux.memoryPolicy (set_mempolicy(2))");
        ulong[] nodes = memory.Nodes.Length == 0 ? [] : NumberList.Mask(memory.Nodes, "$.linux.memoryPolicy.nodes");
        Argument mask = nodes.Length == 0 ? 0 : plan.Bytes(MemoryMarshal.AsBytes<ulong>(nodes), 8);
        plan.Call(
            SYS.set_mempolicy, mode, mask, nodes.Length == 0
                ? 0
                : System.Math.Min(MaximumNodes, (nodes.Length * 64) + 1));
    }
}
