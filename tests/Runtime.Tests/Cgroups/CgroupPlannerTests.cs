// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Linux.Cgroups;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;

namespace Husk.Runtime.Tests.Cgroups;

public class CgroupPlannerTests
{
    private static string[] Paths(CgroupLayout layout, string cgroupsPath) =>
        [.. CgroupPlanner.Plan(new() { Linux = new() { CgroupsPath = cgroupsPath } }, "box", layout).Directories.Select(
            each => each.Path)];

    [Fact]
    public void An_absolute_path_starts_at_every_mount()
    {
        Assert.Contains("/sys/fs/cgroup/cpu,cpuacct/docker/7a3f", Paths(Layouts.V1(), "/docker/7a3f"));
        Assert.Contains("/sys/fs/cgroup/systemd/docker/7a3f", Paths(Layouts.V1(), "/docker/7a3f"));
        Assert.Equal(["/sys/fs/cgroup/docker/7a3f"], Paths(Layouts.V2(), "/docker/7a3f"));
        Assert.Equal("/sys/fs/cgroup/unified/docker/7a3f", Paths(Layouts.Hybrid(), "/docker/7a3f")[^1]);
    }

    [Theory]
    [InlineData("", "box")]
    [InlineData("a/b", "a/b")]
    public void A_relative_path_starts_at_the_callers_cgroup_and_in_v2_beside_it(string cgroupsPath, string end)
    {
        Assert.Contains($"/sys/fs/cgroup/memory/system.slice/caller.service/{end}", Paths(Layouts.V1(), cgroupsPath));
        Assert.Equal([$"/sys/fs/cgroup/system.slice/{end}"], Paths(Layouts.V2(), cgroupsPath));
        Assert.Equal(
            $"/sys/fs/cgroup/unified/system.slice/caller.service/{end}", Paths(Layouts.Hybrid(), cgroupsPath)[^1]);
    }

    [Fact]
    public void A_caller_in_the_root_of_v2_has_its_containers_there()
    {
        CgroupLayout layout = Layouts.V2();
        layout = layout with { Hierarchies = [layout.Hierarchies[0] with { Own = "/" }] };
        Assert.Equal(["/sys/fs/cgroup/box"], Paths(layout, ""));
    }

    [Theory]
    [InlineData("/../../etc", "/sys/fs/cgroup/etc")]
    [InlineData("/a/./b//../c/", "/sys/fs/cgroup/a/c")]
    [InlineData("../../x", "/sys/fs/cgroup/system.slice/x")]
    public void No_path_leads_out_of_the_hierarchy(string cgroupsPath, string expected) =>
        Assert.Equal([expected], Paths(Layouts.V2(), cgroupsPath));

    [Theory]
    [InlineData("/")]
    [InlineData("/..")]
    [InlineData(".")]
    public void The_root_is_no_cgroup_for_a_container(string cgroupsPath)
    {
        var refused = Assert.Throws<SpecException>(() => Paths(Layouts.V2(), cgroupsPath));
        Assert.Equal(
            $"$.linux.cgroupsPath: \"{cgroupsPath}\" names the root of the cgroup hierarchy; name a cgroup below it",
            refused.Message);
    }

    [Fact]
    public void The_name_is_the_runtimes_own_unless_the_configuration_gives_it()
    {
        Assert.True(CgroupPlanner.Plan(new() { Linux = new() }, "box", Layouts.V2()).OwnsPath);
        Assert.True(CgroupPlanner.Plan(new(), "box", Layouts.V2()).OwnsPath);
        Assert.False(CgroupPlanner.Plan(new() { Linux = new() { CgroupsPath = "box" } }, "box", Layouts.V2()).OwnsPath);
    }

    [Fact]
    public void A_v2_host_hands_every_controller_down_and_a_hybrid_one_none_that_is_not_limited()
    {
        Assert.Equal(Layouts.V2().Unified!.Controllers, Planned.Plan(Layouts.V2(), new()).Directories[0].Enable);
        Assert.Empty(Planned.Plan(Layouts.Hybrid(), new()).Directories[^1].Enable);
        Assert.All(Planned.Plan(Layouts.V1(), new()).Directories, each => Assert.Empty(each.Enable));
    }

    [Fact]
    public void Every_write_tells_the_field_it_comes_from()
    {
        CgroupPlan plan = Planned.Plan(Layouts.V1(), new()
        {
            Devices = [new() { Allow = true, Type = "c", Major = 9, Minor = 9, Access = "r" }],
            Memory = new() { Limit = 1 << 20 },
            Cpu = new() { Quota = 1000, Cpus = "0" },
            Pids = new() { Limit = 5 },
        });
        Assert.Equal(["$.linux.resources.cpu.cpus"], plan.Setup.Select(write => write.Field));
        Assert.Equal(
            ["default devices", "$.linux.resources.devices[0]", .. Enumerable.Repeat("default devices", 11),
                "$.linux.resources.cpu.quota", "$.linux.resources.memory.limit", "$.linux.resources.pids.limit"],
            plan.Writes.Select(write => write.Field));
    }

    [Fact]
    public void An_update_leaves_devices_alone() => Assert.Equal(
        ["pids: pids.max <- 7"],
        Planned.UpdateLines(
            Layouts.V1(), new() { Pids = new() { Limit = 7 }, Devices = [new() { Allow = true, Access = "rwm" }] },
            new() { Pids = new() { Limit = 5 } }));
}
