// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Tests.Cgroups;

public class PidsControllerTests
{
    [Theory]
    [InlineData(CgroupVersion.V1, 100L, "pids: pids.max <- 100")]
    [InlineData(CgroupVersion.V2, 100L, "unified: pids.max <- 100")]
    [InlineData(CgroupVersion.V2, -1L, "unified: pids.max <- max")]
    [InlineData(CgroupVersion.Hybrid, -5L, "pids: pids.max <- max")]
    [InlineData(CgroupVersion.V1, 0L, "pids: pids.max <- 1")]
    public void The_limit_is_a_number_or_max_and_none_is_one(CgroupVersion version, long limit, string line) =>
        Assert.Equal([line], Planned.Lines(Layouts.Of(version), new() { Pids = new() { Limit = limit } }));

    [Fact]
    public void No_limit_is_no_write() => Assert.Empty(Planned.Lines(Layouts.V1("pids"), new() { Pids = new() }));

    [Fact]
    public void Without_the_controller_the_field_is_named() => Assert.StartsWith(
        "$.linux.resources.pids.limit: this host has no pids cgroup controller",
        Planned.Refusal(Layouts.V1("pids"), new() { Pids = new() { Limit = 5 } }));
}
