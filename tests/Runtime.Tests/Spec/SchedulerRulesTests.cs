// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class SchedulerRulesTests
{
    private static readonly Scheduler Deadline =
        new() { Policy = "SCHED_DEADLINE", Runtime = 1024, Deadline = 2048, Period = 4096 };

    [Fact]
    public void An_unknown_policy_is_refused() =>
        AssertRefused(
            With(new Scheduler { Policy = "SCHED_FAIR" }),
            "$.process.scheduler.policy",
            "\"SCHED_FAIR\" is not a scheduling policy; known are SCHED_OTHER, SCHED_FIFO, SCHED_RR, SCHED_BATCH, "
            + "SCHED_ISO, SCHED_IDLE, SCHED_DEADLINE");

    [Fact]
    public void An_unknown_flag_is_refused() =>
        AssertRefused(
            With(new Scheduler { Policy = "SCHED_OTHER", Flags = ["SCHED_FLAG_RECLAIM", "X"] }),
            "$.process.scheduler.flags[1]",
            "\"X\" is not a scheduling flag; known are SCHED_FLAG_RESET_ON_FORK, SCHED_FLAG_RECLAIM, "
            + "SCHED_FLAG_DL_OVERRUN, SCHED_FLAG_KEEP_POLICY, SCHED_FLAG_KEEP_PARAMS, SCHED_FLAG_UTIL_CLAMP_MIN, "
            + "SCHED_FLAG_UTIL_CLAMP_MAX");

    [Theory]
    [InlineData("SCHED_OTHER", -21)]
    [InlineData("SCHED_BATCH", 20)]
    public void Nice_outside_its_range_is_refused(string policy, int nice) =>
        AssertRefused(
            With(new Scheduler { Policy = policy, Nice = nice }),
            "$.process.scheduler.nice",
            $"{nice} is not in the range -20 to 19");

    [Theory]
    [InlineData("SCHED_FIFO", 0)]
    [InlineData("SCHED_RR", 100)]
    public void A_real_time_priority_outside_its_range_is_refused(string policy, int priority) =>
        AssertRefused(
            With(new Scheduler { Policy = policy, Priority = priority }),
            "$.process.scheduler.priority",
            $"{priority} is not in the range 1 to 99");

    [Fact]
    public void A_priority_with_a_policy_that_has_none_is_refused() =>
        AssertRefused(
            With(new Scheduler { Policy = "SCHED_BATCH", Priority = 1 }),
            "$.process.scheduler.priority",
            "goes with SCHED_FIFO and SCHED_RR, not SCHED_BATCH");

    [Theory]
    [InlineData("runtime")]
    [InlineData("deadline")]
    [InlineData("period")]
    public void A_time_with_a_policy_that_has_none_is_refused(string member) =>
        AssertRefused(
            With(new Scheduler
            {
                Policy = "SCHED_OTHER",
                Runtime = member == "runtime" ? 1u : null,
                Deadline = member == "deadline" ? 1u : 0,
                Period = member == "period" ? 1u : 0,
            }),
            $"$.process.scheduler.{member}",
            "goes with SCHED_DEADLINE, not SCHED_OTHER");

    [Fact]
    public void A_runtime_that_the_kernel_cannot_keep_is_refused() =>
        AssertRefused(
            With(Deadline with { Runtime = 1023 }),
            "$.process.scheduler.runtime",
            "sched_setattr: `SCHED_DEADLINE` runtime (1023) must be between 1024 and 9223372036854775808");

    [Fact]
    public void A_runtime_beyond_the_kernels_is_refused() =>
        AssertRefused(
            With(Deadline with { Runtime = 1UL << 63, Deadline = 1UL << 63, Period = 0 }),
            "$.process.scheduler.runtime",
            "sched_setattr: `SCHED_DEADLINE` runtime (9223372036854775808) must be between 1024 and "
            + "9223372036854775808");

    [Fact]
    public void A_deadline_policy_needs_a_runtime_and_a_deadline()
    {
        AssertRefused(
            With(Deadline with { Runtime = null }),
            "$.process.scheduler.runtime",
            "sched_setattr: `SCHED_DEADLINE` requires `runtime`");
        AssertRefused(
            With(Deadline with { Runtime = 0 }),
            "$.process.scheduler.runtime",
            "sched_setattr: `SCHED_DEADLINE` runtime must be greater than 0");
        AssertRefused(
            With(Deadline with { Deadline = 0 }),
            "$.process.scheduler.deadline",
            "sched_setattr: `SCHED_DEADLINE` requires `deadline`");
    }

    [Fact]
    public void A_deadline_before_the_runtime_is_over_is_refused() =>
        AssertRefused(
            With(Deadline with { Runtime = 2049 }),
            "$.process.scheduler.deadline",
            "sched_setattr: `SCHED_DEADLINE` runtime (2049) must be <= deadline (2048)");

    [Fact]
    public void A_period_that_ends_before_the_deadline_is_refused() =>
        AssertRefused(
            With(Deadline with { Period = 2047 }),
            "$.process.scheduler.period",
            "sched_setattr: `SCHED_DEADLINE` deadline (2048) must be <= period (2047)");

    [Fact]
    public void Right_schedulers_are_taken()
    {
        AssertTaken(With(Deadline));
        AssertTaken(With(Deadline with { Period = 0 }));
        AssertTaken(With(new Scheduler { Policy = "SCHED_FIFO", Priority = 99 }));
        AssertTaken(With(new Scheduler { Policy = "SCHED_OTHER", Nice = -20, Flags = ["SCHED_FLAG_RESET_ON_FORK"] }));
    }

    private static RuntimeSpec With(Scheduler scheduler) => WithProcess(p => p with { Scheduler = scheduler });
}
