// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;

namespace Husk.Runtime.Tests.Cgroups;

public class MemoryControllerTests
{
    private static Resources Memory(
        long? limit = null, long? swap = null, long? reservation = null, ulong? swappiness = null,
        bool? disableOomKiller = null, bool? check = null) => new()
        {
            Memory = new()
            {
                Limit = limit,
                Swap = swap,
                Reservation = reservation,
                Swappiness = swappiness,
                DisableOomKiller = disableOomKiller,
                CheckBeforeUpdate = check,
            },
        };

    [Fact]
    public void V1_takes_every_limit_under_its_own_name() => Assert.Equal(
        [
            "memory: memory.limit_in_bytes <- 100", "memory: memory.memsw.limit_in_bytes <- 150",
            "memory: memory.soft_limit_in_bytes <- 50",
            "memory: memory.oom_control <- 1", "memory: memory.swappiness <- 0",
        ],
        Planned.Lines(Layouts.V1(), Memory(100, 150, 50, swappiness: 0, disableOomKiller: true)));

    [Theory]
    [InlineData(100L, 150L, "50")]
    [InlineData(100L, 100L, "0")]
    [InlineData(100L, -1L, "max")]
    public void V2_counts_swap_alone(long limit, long swap, string expected)
    {
        string optional = expected is "0" or "max" ? " (optional)" : "";
        Assert.Equal(
            [$"unified: memory.swap.max <- {expected}{optional}", "unified: memory.max <- 100"], Planned.Lines(
                Layouts.V2(), Memory(limit, swap)));
    }

    [Fact]
    public void A_reservation_is_memory_low_in_v2() =>
        Assert.Equal(["unified: memory.low <- 50"], Planned.Lines(Layouts.V2(), Memory(reservation: 50)));

    [Fact]
    public void Lifting_the_limit_lifts_that_with_swap_too()
    {
        Assert.Equal(
            ["memory: memory.memsw.limit_in_bytes <- -1 (optional)", "memory: memory.limit_in_bytes <- -1"],
            Planned.Lines(Layouts.V1(), Memory(-1)));
        Assert.Equal(
            ["unified: memory.swap.max <- max (optional)", "unified: memory.max <- max"], Planned.Lines(
                Layouts.V2(), Memory(-1)));
    }

    [Fact]
    public void With_memory_unlimited_the_swap_of_v2_is_taken_as_it_is() => Assert.Equal(
        ["unified: memory.swap.max <- 150", "unified: memory.max <- max"], Planned.Lines(
            Layouts.V2(), Memory(-1, 150)));

    [Theory]
    [InlineData(CgroupVersion.V1)]
    [InlineData(CgroupVersion.V2)]
    public void Zero_leaves_a_limit_as_it_is(CgroupVersion version) =>
        Assert.Empty(Planned.Lines(Layouts.Of(version), Memory(0, 0, 0)));

    [Fact]
    public void On_a_hybrid_host_memory_is_v1s() =>
        Assert.Equal(["memory: memory.limit_in_bytes <- 100"], Planned.Lines(Layouts.Hybrid(), Memory(100)));

    [Theory]
    // The new limit has to be at most the old limit with swap, or the new limit with swap has to be there first.
    [InlineData(100, 200, 300, 400, "swap limit")]
    [InlineData(300, 400, 100, 200, "limit swap")]
    [InlineData(100, 200, 100, 150, "swap limit")]
    [InlineData(100, 100, 200, -1, "swap limit")]
    [InlineData(-1, -1, 100, 200, "limit swap")]
    public void An_update_never_puts_the_limit_above_that_with_swap(
        long oldLimit, long oldSwap, long limit, long swap, string order)
    {
        string limitLine = $"memory: memory.limit_in_bytes <- {limit}";
        string swapLine = $"memory: memory.memsw.limit_in_bytes <- {swap}" + (swap == -1 ? " (optional)" : "");
        Assert.Equal(
            order == "swap limit" ? [swapLine, limitLine] : [limitLine, swapLine],
            Planned.UpdateLines(Layouts.V1(), Memory(limit, swap), Memory(oldLimit, oldSwap)));
    }

    [Fact]
    public void Swap_alone_is_refused_in_v2() => Assert.Equal(
        "$.linux.resources.memory.swap: cgroup v2 counts swap alone, so this needs memory.limit beside it",
        Planned.Refusal(Layouts.V2(), Memory(swap: 100)));

    [Fact]
    public void Swappiness_is_refused_in_v2() => Assert.Equal(
        "$.linux.resources.memory.swappiness: cgroup v2 has no swappiness of a cgroup; leave it out",
        Planned.Refusal(Layouts.V2(), Memory(swappiness: 10)));

    [Fact]
    public void Swappiness_above_100_is_refused() => Assert.Equal(
        "$.linux.resources.memory.swappiness: 101 is not in the range 0 to 100",
        Planned.Refusal(Layouts.V1(), Memory(swappiness: 101)));

    [Fact]
    public void A_disabled_OOM_killer_is_refused_in_v2_and_an_enabled_one_is_not()
    {
        Assert.Equal(
            "$.linux.resources.memory.disableOOMKiller: cgroup v2 cannot turn the OOM killer off; leave it out",
            Planned.Refusal(Layouts.V2(), Memory(disableOomKiller: true)));
        Assert.Empty(Planned.Lines(Layouts.V2(), Memory(disableOomKiller: false)));
    }

    [Fact]
    public void Without_the_controller_the_field_that_needs_it_is_named()
    {
        Assert.Equal(
            "$.linux.resources.memory.limit: this host has no memory cgroup controller; no cgroup v1 hierarchy of it "
            + "is mounted",
            Planned.Refusal(Layouts.V1("memory"), Memory(100)));
        Assert.StartsWith(
            "$.linux.resources.memory.reservation: this host has no memory cgroup controller; it is not in "
            + "cgroup.controllers of the root",
            Planned.Refusal(Layouts.V2("memory"), Memory(reservation: 5)));
    }

    [Theory]
    [InlineData(100L, null, "$.linux.resources.memory.limit: rejecting memory limit 100 <= usage 100")]
    [InlineData(90L, 100L, "$.linux.resources.memory.swap: rejecting memory+swap limit 100 <= usage 100")]
    public void An_update_below_the_usage_is_rejected_when_asked_to_check(long limit, long? swap, string message)
    {
        var refused = Assert.Throws<SpecException>(
            () =>
                CgroupPlanner.PlanUpdate(
                    Memory(limit, swap, check: true), Memory(500), Layouts.V2(), memoryUsage: 100));
        Assert.Equal(message, refused.Message);
        Assert.NotEmpty(Planned.UpdateLines(Layouts.V2(), Memory(limit, swap), Memory(500), memoryUsage: 100));
        Assert.NotEmpty(
            Planned.UpdateLines(Layouts.V2(), Memory(limit, swap, check: true), Memory(500), memoryUsage: 50));
    }

    [Fact]
    public void What_the_kernel_has_given_up_is_warned_of_and_passed_over()
    {
        CgroupPlan plan = Planned.Plan(
            Layouts.V1(), new() { Memory = new() { Kernel = 1, KernelTcp = 1, UseHierarchy = false } });
        Assert.Equal(
            [
                "$.linux.resources.memory.kernel: passed over: the kernel has had no limit of kernel memory alone "
                + "since 5.16",
                "$.linux.resources.memory.kernelTCP: passed over: it is deprecated, and part of memory.limit",
                "$.linux.resources.memory.useHierarchy: passed over: since 5.11 memory is always counted through the "
                + "hierarchy",
            ],
            plan.Warnings);
        Assert.DoesNotContain(plan.Writes, write => write.Hierarchy == "memory");
        Assert.Empty(Planned.Plan(Layouts.V1(), new() { Memory = new() { UseHierarchy = true } }).Warnings);
    }
}
