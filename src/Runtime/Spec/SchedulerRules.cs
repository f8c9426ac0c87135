// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Spec;

/// <summary>What sched_setattr(2) would refuse with EINVAL and no more.</summary>
/// <remarks>Source: config.md, "Linux Process"; sched(7).</remarks>
internal static class SchedulerRules
{
    /// <summary>sched(7), "SCHED_DEADLINE": below it the kernel cannot keep time.</summary>
    private const ulong ShortestNanoseconds = 1024;

    /// <summary>sched(7), "SCHED_DEADLINE": the kernel takes less than 2 to the power of 63.</summary>
    private const ulong LongestNanoseconds = 1UL << 63;

    public static void Check(Scheduler? scheduler, string process)
    {
        if (scheduler is null)
            return;
        string path = $"{process}.scheduler";
        int policy = SpecWords.SchedulerPolicies.Find(scheduler.Policy, $"{path}.policy");
        SpecWords.SchedulerFlags.CheckAll(scheduler.Flags, $"{path}.flags");
        if (policy is (SCHED_NORMAL or SCHED_BATCH) && scheduler.Nice is (< -20 or > 19))
            throw SpecException.At($"{path}.nice", $"{scheduler.Nice} is not in the range -20 to 19");
        CheckPriority(scheduler, policy, path);
        CheckDeadline(scheduler, policy, path);
    }

    private static void CheckPriority(Scheduler scheduler, int policy, string path)
    {
        if (policy is SCHED_FIFO or SCHED_RR)
        {
            if (scheduler.Priority is < 1 or > 99)
                throw SpecException.At($"{path}.priority", $"{scheduler.Priority} is not in the range 1 to 99");
        }
        else if (scheduler.Priority != 0)
        {
            throw SpecException.At($"{path}.priority", $"goes with SCHED_FIFO and SCHED_RR, not {scheduler.Policy}");
        }
    }

    private static void CheckDeadline(Scheduler scheduler, int policy, string path)
    {
        (ulong runtime, ulong deadline, ulong period) = (scheduler.Runtime ?? 0, scheduler.Deadline, scheduler.Period);
        if (policy != SCHED_DEADLINE)
        {
            string? name = runtime != 0 ? "runtime" : deadline != 0 ? "deadline" : period != 0 ? "period" : null;
            if (name is not null)
                throw SpecException.At($"{path}.{name}", $"goes with SCHED_DEADLINE, not {scheduler.Policy}");
            return;
        }

        // After the path in crun's words, which people look for.
        if (scheduler.Runtime is null)
            throw Refused($"{path}.runtime", "requires `runtime`");
        if (runtime == 0)
            throw Refused($"{path}.runtime", "runtime must be greater than 0");
        if (deadline == 0)
            throw Refused($"{path}.deadline", "requires `deadline`");
        if (runtime is < ShortestNanoseconds or >= LongestNanoseconds)
        {
            throw Refused(
                $"{path}.runtime",
                $"runtime ({runtime}) must be between {ShortestNanoseconds} and {LongestNanoseconds}");
        }

        if (deadline < runtime)
            throw Refused($"{path}.deadline", $"runtime ({runtime}) must be <= deadline ({deadline})");
        // sched(7): a period of zero stands for the deadline.
        if (period != 0 && period < deadline)
            throw Refused($"{path}.period", $"deadline ({deadline}) must be <= period ({period})");
    }

    private static SpecException Refused(string path, string why) =>
        SpecException.At(path, "sched_setattr: `SCHED_DEADLINE` " + why);
}
