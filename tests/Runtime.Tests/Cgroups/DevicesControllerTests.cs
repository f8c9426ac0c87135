// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Linux.Bpf;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;

namespace Husk.Runtime.Tests.Cgroups;

public class DevicesControllerTests
{
    private static readonly string[] Defaults =
    [
        "allow c *:* m", "allow b *:* m", "allow c 1:3 rwm", "allow c 1:8 rwm", "allow c 1:7 rwm", "allow c 5:0 rwm",
        "allow c 1:5 rwm",
        "allow c 1:9 rwm", "allow c 136:* rwm", "allow c 5:2 rwm", "allow c 10:200 rwm",
    ];

    private static DeviceRule Rule(bool allow, string type, long? major, long? minor, string access) =>
        new() { Allow = allow, Type = type, Major = major, Minor = minor, Access = access };

    private static readonly DeviceRule DenyAll = Rule(
        false, "", null, null, "rwm"), AllowAll = Rule(true, "a", null, null, "rwm");

    private static string[] V1(params DeviceRule[] rules)
    {
        CgroupPlan plan = Planned.Plan(Layouts.V1(), new() { Devices = rules });
        Assert.Null(plan.DeviceProgram);
        return [.. plan.Writes.Select(write => $"{write.File.Replace("devices.", "")} {write.Value}")];
    }

    [Fact]
    public void Without_rules_a_container_has_the_default_devices_and_no_other() =>
        Assert.Equal(["deny a", .. Defaults], V1());

    [Fact]
    public void The_rules_of_most_engines_write_the_same_as_none() =>
        Assert.Equal(["deny a", .. Defaults], V1(DenyAll));

    [Fact]
    public void A_device_that_is_allowed_comes_before_the_defaults() => Assert.Equal(
        ["deny a", "allow c 10:229 rw", .. Defaults], V1(DenyAll, Rule(true, "c", 10, 229, "rw")));

    [Fact]
    public void A_privileged_container_has_one_write() =>
        Assert.Equal(["allow a"], V1(DenyAll, Rule(true, "c", 1, 1, "r"), AllowAll));

    [Fact]
    public void A_device_of_the_mount_list_alone_gets_no_right() => Assert.DoesNotContain(
        CgroupPlanner.Plan(
            new() { Linux = new() { Devices = [new() { Type = "c", Path = "/dev/fuse", Major = 10, Minor = 229 }] } },
            "id", Layouts.V1()).Writes,
        write => write.Value.Contains("10:229"));

    [Fact]
    public void Rules_about_one_device_are_one_write() => Assert.Equal(
        ["deny a", "allow b 8:0 rw", .. Defaults], V1(DenyAll, Rule(true, "b", 8, 0, "r"), Rule(true, "b", 8, 0, "w")));

    [Fact]
    public void A_right_that_is_taken_back_is_never_given() => Assert.Equal(
        ["deny a", "allow b 8:0 r", .. Defaults],
        V1(DenyAll, Rule(true, "b", 8, 0, "rw"), Rule(true, "b", 8, 1, "w"), Rule(false, "b", 8, null, "w")));

    [Fact]
    public void With_everything_allowed_what_is_denied_is_the_exception() => Assert.Equal(
        ["allow a", "deny b 8:0 w"], V1(AllowAll, Rule(false, "b", 8, 0, "wm")));

    [Fact]
    public void A_rule_of_both_kinds_with_a_number_is_about_that_number_and_not_about_everything() => Assert.Equal(
        ["deny a", "allow c 8:1 r", "allow b 8:1 r", .. Defaults], V1(DenyAll, Rule(true, "a", 8, 1, "r")));

    [Fact]
    public void Minus_one_is_every_number() => Assert.Equal(
        ["deny a", "allow c 188:* rw", .. Defaults], V1(DenyAll, Rule(true, "c", 188, -1, "rw")));

    [Fact]
    public void A_hole_in_a_wildcard_that_v1_would_ignore_is_refused() => Assert.Equal(
        "$.linux.resources.devices[1]: cgroup v1 cannot take \"c 10:229 rw\" back out of \"c 10:* rwm\"; list the "
        + "devices one by one",
        Planned.Refusal(
            Layouts.V1(), new() { Devices = [Rule(true, "c", 10, null, "rwm"), Rule(false, "c", 10, 229, "rw")] }));

    [Fact]
    public void A_hole_that_a_default_device_needs_is_refused_by_the_users_rule() => Assert.StartsWith(
        "$.linux.resources.devices[1]: cgroup v1 cannot take \"c 1:3 rwm\" back out of \"c *:* rw\"",
        Planned.Refusal(Layouts.V1(), new() { Devices = [AllowAll, Rule(false, "c", null, null, "rwm")] }));

    [Fact]
    public void V2_has_a_program_in_place_of_writes()
    {
        Resources resources =
            new() { Devices = [DenyAll, Rule(true, "b", 8, null, "rwm"), Rule(false, "b", 8, 0, "w")] };
        CgroupPlan plan = Planned.Plan(Layouts.V2(), resources);
        Assert.Empty(plan.Writes);
        DeviceAccessRule[] meant =
        [
            new(false, null, null, null, DeviceRights.All),
            new(true, DeviceKind.Block, 8, null, DeviceRights.All),
            new(false, DeviceKind.Block, 8, 0, DeviceRights.Write),
            .. DefaultDevices.Rules,
        ];
        Assert.Equal(DeviceProgram.Assemble(meant), plan.DeviceProgram);
    }

    [Fact]
    public void Beside_v1_without_its_device_controller_the_program_goes_to_v2()
    {
        CgroupLayout hybrid = Layouts.Hybrid();
        CgroupLayout without =
            hybrid with { Hierarchies = [.. hybrid.Hierarchies.Where(each => each.Name != "devices")] };
        Assert.Null(Planned.Plan(hybrid, new()).DeviceProgram);
        Assert.NotNull(Planned.Plan(without, new()).DeviceProgram);
    }

    [Fact]
    public void A_host_that_cannot_guard_devices_runs_no_container() => Assert.StartsWith(
        "$.linux.resources.devices: this host has neither the devices cgroup controller nor cgroup v2",
        Planned.Refusal(Layouts.V1("devices"), new()));

    [Theory]
    [InlineData("p", 1L, "r", "$.linux.resources.devices[0].type: invalid cgroup device type \"p\"; write a, b or c")]
    [InlineData("c", 1L, "", "$.linux.resources.devices[0].access: device access cannot be empty; write letters of "
        + "rwm")]
    [InlineData("c", 1L, "rx", "$.linux.resources.devices[0].access: \"rx\" has another letter than r, w and m")]
    [InlineData("c", -2L, "r", "$.linux.resources.devices[0].major: -2 is no device number")]
    [InlineData("c", 1L << 32, "r", "$.linux.resources.devices[0].major: 4294967296 is no device number")]
    public void A_rule_that_means_nothing_is_refused(string type, long major, string access, string message) =>
        Assert.Equal(message, Planned.Refusal(Layouts.V1(), new() { Devices = [Rule(true, type, major, 0, access)] }));
}
