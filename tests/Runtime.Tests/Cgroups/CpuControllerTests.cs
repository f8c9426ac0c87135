// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;

namespace Husk.Runtime.Tests.Cgroups;

public class CpuControllerTests
{
    private static Resources Cpu(CpuResources cpu) => new() { Cpu = cpu };

    [Fact]
    public void V1_takes_every_limit_under_its_own_name() => Assert.Equal(
        [
            "cpu,cpuacct: cpu.rt_period_us <- 1000000", "cpu,cpuacct: cpu.rt_runtime_us <- 950000",
            "cpu,cpuacct: cpu.idle <- 0",
            "cpu,cpuacct: cpu.shares <- 512", "cpu,cpuacct: cpu.cfs_period_us <- 50000",
            "cpu,cpuacct: cpu.cfs_quota_us <- 25000",
            "cpu,cpuacct: cpu.cfs_burst_us <- 5000",
        ],
        Planned.Lines(Layouts.V1(), Cpu(new()
        {
            Shares = 512,
            Quota = 25000,
            Period = 50000,
            Burst = 5000,
            Idle = 0,
            RealtimePeriod = 1000000,
            RealtimeRuntime = 950000,
        })));

    [Theory]
    [InlineData("SCHED_FIFO", null, "cpu,cpuacct: cpu.rt_runtime_us <- 100000")]
    [InlineData("SCHED_RR", 0L, "cpu,cpuacct: cpu.rt_runtime_us <- 100000")]
    [InlineData("SCHED_RR", 950000L, "cpu,cpuacct: cpu.rt_runtime_us <- 950000")]
    [InlineData("SCHED_OTHER", null, null)]
    [InlineData("SCHED_DEADLINE", null, null)]
    public void V1_gives_a_share_of_real_time_to_who_asks_for_a_real_time_process(
        string policy, long? runtime, string? expected)
    {
        var spec = new Oci.RuntimeSpec.RuntimeSpec
        {
            Process = new Process { Scheduler = new Scheduler { Policy = policy, Priority = 10 } },
            Linux = new LinuxSpec { Resources = Cpu(new() { RealtimeRuntime = runtime }) },
        };
        string[] v1 = [.. CgroupPlanner.Plan(spec, "a", Layouts.V1()).Setup.Select(write => write.ToString())];
        Assert.Equal(expected is null ? [] : [expected], v1);
        if (runtime is not > 0)
        {
            Assert.Empty(CgroupPlanner.Plan(spec, "a", Layouts.V2()).Setup);
        }
    }

    [Fact]
    public void V2_has_quota_and_period_in_one_file_and_a_weight() => Assert.Equal(
        ["unified: cpu.weight <- 59", "unified: cpu.max <- 25000 50000", "unified: cpu.max.burst <- 5000"],
        Planned.Lines(Layouts.V2(), Cpu(new() { Shares = 512, Quota = 25000, Period = 50000, Burst = 5000 })));

    [Theory]
    [InlineData(25000L, null, "25000")]
    [InlineData(-1L, null, "max")]
    [InlineData(-1L, 50000UL, "max 50000")]
    [InlineData(null, 50000UL, "max 50000")]
    public void V2_keeps_the_period_that_is_not_given(long? quota, ulong? period, string expected) => Assert.Equal(
        ["unified: cpu.max <- " + expected], Planned.Lines(
            Layouts.V2(), Cpu(new() { Quota = quota, Period = period })));

    [Theory]
    [InlineData(0UL, 1UL)]
    [InlineData(2UL, 1UL)]
    [InlineData(3UL, 2UL)]
    [InlineData(1024UL, 100UL)]
    [InlineData(2048UL, 174UL)]
    [InlineData(262144UL, 10000UL)]
    [InlineData(1000000UL, 10000UL)]
    public void A_weight_meets_the_ends_and_the_default_of_the_shares(ulong shares, ulong weight) =>
        Assert.Equal(weight, CpuWeight.FromShares(shares));

    [Fact]
    public void More_shares_are_never_less_weight()
    {
        ulong last = 0;
        for (ulong shares = 0; shares <= 262_200; shares++)
        {
            ulong weight = CpuWeight.FromShares(shares);
            Assert.InRange(weight, Math.Max(last, 1), 10_000UL);
            last = weight;
        }
    }

    [Fact]
    public void An_idle_cgroup_has_no_weight()
    {
        Assert.Equal(["unified: cpu.idle <- 1"], Planned.Lines(Layouts.V2(), Cpu(new() { Shares = 512, Idle = 1 })));
        Assert.Equal(
            ["cpu,cpuacct: cpu.idle <- 1"], Planned.Lines(Layouts.V1(), Cpu(new() { Shares = 512, Idle = 1 })));
    }

    [Theory]
    // The fraction may not pass the larger of old and new on the way, for that may be all the parent has.
    [InlineData(50000, 100000, 20000, 20000, "quota period")]
    [InlineData(20000, 20000, 50000, 100000, "period quota")]
    [InlineData(-1, 100000, 20000, 20000, "period quota")]
    public void An_update_of_quota_and_period_goes_by_way_of_the_smaller_fraction(
        long oldQuota, ulong oldPeriod, long quota, ulong period, string order)
    {
        string quotaLine = $"cpu,cpuacct: cpu.cfs_quota_us <- {quota}",
        periodLine = $"cpu,cpuacct: cpu.cfs_period_us <- {period}";
        Assert.Equal(
            order == "quota period" ? [quotaLine, periodLine] : [periodLine, quotaLine],
            Planned.UpdateLines(
                Layouts.V1(), Cpu(new() { Quota = quota, Period = period }), Cpu(
                    new() { Quota = oldQuota, Period = oldPeriod })));
    }

    [Theory]
    [InlineData(CgroupVersion.V1, 9000UL, 1000UL, true)]
    [InlineData(CgroupVersion.V1, 1000UL, 9000UL, false)]
    [InlineData(CgroupVersion.V2, 9000UL, 1000UL, true)]
    [InlineData(CgroupVersion.V2, 1000UL, 9000UL, false)]
    public void A_burst_that_shrinks_goes_before_the_quota_and_one_that_grows_after_it(
        CgroupVersion version, ulong old, ulong burst, bool first)
    {
        string[] lines = Planned.UpdateLines(
            Layouts.Of(version), Cpu(
                new() { Quota = 10000, Burst = burst }), Cpu(new() { Quota = 10000, Burst = old }));
        Assert.Equal(2, lines.Length);
        Assert.EndsWith($"burst{(version == CgroupVersion.V1 ? "_us" : "")} <- {burst}", lines[first ? 0 : 1]);
    }

    [Theory]
    [InlineData(1000000UL, 950000L, 500000UL, 400000L, "runtime period")]
    [InlineData(500000UL, 400000L, 1000000UL, 950000L, "period runtime")]
    public void Real_time_always_fits_into_its_period(
        ulong oldPeriod, long oldRuntime, ulong period, long runtime, string order)
    {
        string periodLine = $"cpu,cpuacct: cpu.rt_period_us <- {period}",
        runtimeLine = $"cpu,cpuacct: cpu.rt_runtime_us <- {runtime}";
        Assert.Equal(
            order == "runtime period" ? [runtimeLine, periodLine] : [periodLine, runtimeLine],
            Planned.UpdateLines(
                Layouts.V1(),
                Cpu(new() { RealtimePeriod = period, RealtimeRuntime = runtime }),
                Cpu(new() { RealtimePeriod = oldPeriod, RealtimeRuntime = oldRuntime })));
    }

    [Fact]
    public void Real_time_is_set_before_a_process_is_in()
    {
        CgroupPlan plan = Planned.Plan(Layouts.V1(), Cpu(new() { RealtimeRuntime = 1000 }));
        Assert.Equal(["cpu.rt_runtime_us"], plan.Setup.Select(write => write.File));
    }

    [Fact]
    public void Real_time_is_refused_in_v2() => Assert.Equal(
        "$.linux.resources.cpu.realtimeRuntime: cgroup v2 has no real-time bandwidth; leave it out",
        Planned.Refusal(Layouts.V2(), Cpu(new() { RealtimeRuntime = 1 })));

    [Theory]
    [InlineData(1UL, "the minimum allowed cpu-shares is 2")]
    [InlineData(262145UL, "the maximum allowed cpu-shares is 262144")]
    public void Shares_that_v1_would_change_without_a_word_are_refused(ulong shares, string message) => Assert.Equal(
        "$.linux.resources.cpu.shares: " + message, Planned.Refusal(Layouts.V1(), Cpu(new() { Shares = shares })));

    [Theory]
    [InlineData(CgroupVersion.V1)]
    [InlineData(CgroupVersion.V2)]
    public void Zero_leaves_a_limit_as_it_is(CgroupVersion version) => Assert.Empty(Planned.Lines(
        Layouts.Of(version), Cpu(
            new() { Shares = 0, Quota = 0, Period = 0, RealtimePeriod = 0, RealtimeRuntime = 0 })));

    [Fact]
    public void Without_the_controller_the_field_that_needs_it_is_named() => Assert.StartsWith(
        "$.linux.resources.cpu.quota: this host has no cpu cgroup controller", Planned.Refusal(
            Layouts.V2("cpu"), Cpu(new() { Quota = 5 })));

    [Fact]
    public void Processors_and_nodes_are_set_before_a_process_is_in_where_the_kernel_wants_that()
    {
        Resources resources = Cpu(new() { Cpus = "0-1", Mems = "0" });
        CgroupPlan v1 = Planned.Plan(Layouts.V1(), resources), v2 = Planned.Plan(Layouts.V2(), resources);
        Assert.Equal(
            ["cpuset: cpuset.cpus <- 0-1", "cpuset: cpuset.mems <- 0"], v1.Setup.Select(write => write.ToString()));
        Assert.Empty(v2.Setup);
        Assert.Equal(
            ["unified: cpuset.cpus <- 0-1", "unified: cpuset.mems <- 0"], v2.Writes.Select(write => write.ToString()));
        Assert.Equal("$.linux.resources.cpu.mems", v2.Writes[1].Field);
    }

    [Fact]
    public void Without_cpuset_the_processors_are_named() => Assert.StartsWith(
        "$.linux.resources.cpu.cpus: this host has no cpuset cgroup controller",
        Planned.Refusal(Layouts.V1("cpuset"), Cpu(new() { Cpus = "0" })));
}
