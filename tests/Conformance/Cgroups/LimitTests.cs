// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>runtime-spec, config-linux.md "Control groups": each limit as the host's cgroup file has it.</summary>
public sealed class LimitTests(LimitTests.Limited limited, LimitTests.Unlimited unlimited)
    : IClassFixture<LimitTests.Limited>, IClassFixture<LimitTests.Unlimited>
{
    [ContainerTheory]
    [InlineData("memory", "memory.limit_in_bytes", "67108864", "memory.max", "67108864")]
    [InlineData("memory", "memory.soft_limit_in_bytes", "33554432", "memory.low", "33554432")]
    [InlineData("memory", "memory.memsw.limit_in_bytes", "134217728", "memory.swap.max", "67108864")]
    [InlineData("memory", "memory.swappiness", "10", null, null)]
    [InlineData("cpu", "cpu.cfs_quota_us", "50000", "cpu.max", "50000 200000")]
    [InlineData("cpu", "cpu.cfs_period_us", "200000", "cpu.max", "50000 200000")]
    [InlineData("cpu", "cpu.shares", "512", null, null)]
    [InlineData("cpuset", "cpuset.cpus", "0", "cpuset.cpus", "0")]
    [InlineData("cpuset", "cpuset.mems", "0", "cpuset.mems", "0")]
    [InlineData("pids", "pids.max", "37", "pids.max", "37")]
    public void A_limit_of_the_config_is_written(string controller, string file, string value,
        string? unifiedFile, string? unifiedValue) =>
        AssertFile(limited.Container, controller, HostCgroups.Unified ? unifiedFile : file,
            HostCgroups.Unified ? unifiedValue : value);

    [ContainerTheory]
    [InlineData("memory", "memory.limit_in_bytes", "9223372036854771712", "memory.max", "max")]
    [InlineData("memory", "memory.memsw.limit_in_bytes", "9223372036854771712", "memory.swap.max", "max")]
    [InlineData("cpu", "cpu.cfs_quota_us", "-1", "cpu.max", "max 100000")]
    [InlineData("cpu", "cpu.cfs_period_us", "100000", "cpu.max", "max 100000")]
    [InlineData("cpu", "cpu.shares", "1024", "cpu.weight", "100")]
    [InlineData("pids", "pids.max", "max", "pids.max", "max")]
    public void A_limit_that_is_not_in_the_config_is_the_kernels_default(string controller, string file, string value,
        string unifiedFile, string unifiedValue) =>
        AssertFile(unlimited.Container, controller, HostCgroups.Unified ? unifiedFile : file,
            HostCgroups.Unified ? unifiedValue : value);

    private static void AssertFile(Container container, string controller, string? file, string? value)
    {
        if (file is not null)
        {
            Assert.Equal(value, container.ReadCgroup(controller, file));
        }
    }

    public sealed class Limited() : SleepingContainer(spec => spec
        .Set("linux.resources.memory", new JsonObject
        {
            ["limit"] = 64 << 20,
            ["reservation"] = 32 << 20,
            ["swap"] = 128 << 20,
            ["swappiness"] = HostCgroups.Unified ? null : 10,
        })
        .Set("linux.resources.cpu",
            new JsonObject { ["shares"] = 512, ["quota"] = 50000, ["period"] = 200000, ["cpus"] = "0", ["mems"] = "0" })
        .Set("linux.resources.pids", new JsonObject { ["limit"] = 37 }));

    public sealed class Unlimited() : SleepingContainer(spec => { });
}
