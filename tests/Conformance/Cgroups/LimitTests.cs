// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>runtime-spec, config-linux.md "Control groups": each limit as the host's cgroup file has it.</summary>
public sealed class LimitTests(LimitTests.Limited limited, LimitTests.Unlimited unlimited)
    : IClassFixture<LimitTests.Limited>, IClassFixture<LimitTests.Unlimited>
{
    public static TheoryData<string, string, string> Written => HostCgroups.Unified
        ? new()
        {
            { "memory", "memory.max", "67108864" },
            { "memory", "memory.low", "33554432" },
            { "memory", "memory.swap.max", "67108864" },
            { "cpu", "cpu.max", "50000 200000" },

            // Linear until runc 1.3; from then on the curve that makes 1024 shares a weight of 100.
            { "cpu", "cpu.weight", "20|59" },
            { "pids", "pids.max", "37" },
        }
        : new()
        {
            { "memory", "memory.limit_in_bytes", "67108864" },
            { "memory", "memory.soft_limit_in_bytes", "33554432" },
            { "memory", "memory.memsw.limit_in_bytes", "134217728" },
            { "memory", "memory.swappiness", "10" },
            { "cpu", "cpu.cfs_quota_us", "50000" },
            { "cpu", "cpu.cfs_period_us", "200000" },
            { "cpu", "cpu.shares", "512" },
            { "pids", "pids.max", "37" },
        };

    public static TheoryData<string, string, string> Defaults => HostCgroups.Unified
        ? new()
        {
            { "memory", "memory.max", "max" },
            { "memory", "memory.low", "0" },
            { "memory", "memory.swap.max", "max" },
            { "cpu", "cpu.max", "max 100000" },
            { "cpu", "cpu.weight", "100" },
            { "pids", "pids.max", "max" },
        }
        : new()
        {
            { "memory", "memory.limit_in_bytes", "9223372036854771712" },
            { "memory", "memory.memsw.limit_in_bytes", "9223372036854771712" },
            { "cpu", "cpu.cfs_quota_us", "-1" },
            { "cpu", "cpu.cfs_period_us", "100000" },
            { "cpu", "cpu.shares", "1024" },
            { "pids", "pids.max", "max" },
        };

    [ContainerTheory]
    [MemberData(nameof(Written))]
    public void A_limit_of_the_config_is_written(string controller, string file, string value) =>
        Assert.Contains(limited.Container.ReadCgroup(controller, file), value.Split('|'));

    [ContainerTheory]
    [MemberData(nameof(Defaults))]
    public void A_limit_that_is_not_in_the_config_is_the_kernels_default(string controller,
        string file, string value) =>
        Assert.Equal(value, unlimited.Container.ReadCgroup(controller, file));

    public sealed class Limited() : SleepingContainer(spec => spec
        .Set("linux.resources.memory", new JsonObject
        {
            ["limit"] = 64 << 20,
            ["reservation"] = 32 << 20,
            ["swap"] = 128 << 20,
            ["swappiness"] = HostCgroups.Unified ? null : 10,
        })
        .Set("linux.resources.cpu", new JsonObject { ["shares"] = 512, ["quota"] = 50000, ["period"] = 200000 })
        .Set("linux.resources.pids", new JsonObject { ["limit"] = 37 }));

    public sealed class Unlimited() : SleepingContainer(spec => { });
}
