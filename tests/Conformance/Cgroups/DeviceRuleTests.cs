// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>runtime-spec, config-linux.md "Allowed Device list": what open(2) and mknod(2) say inside.</summary>
public sealed class DeviceRuleTests : ConformanceTest
{
    // Number 1:11 is /dev/kmsg: every kernel has it, opening it changes nothing, and CAP_SYSLOG may (syslog(2)).
    private const string Kmsg = "1 11";

    [ContainerTheory]
    [InlineData("r")]
    [InlineData("w")]
    [InlineData("rw")]
    public void What_no_rule_allows_cannot_be_opened(string mode) => Assert.Equal("EPERM", Open(mode));

    [ContainerTheory]
    [InlineData("rwm", "r", null)]
    [InlineData("rwm", "w", null)]
    [InlineData("r", "r", null)]
    [InlineData("r", "w", "EPERM")]
    [InlineData("w", "w", null)]
    [InlineData("w", "r", "EPERM")]
    [InlineData("m", "r", "EPERM")]
    public void A_rule_allows_its_kinds_of_access(string access, string mode, string? errno) =>
        Assert.Equal(errno, Open(mode, Rule(true, "c", 1, 11, access)));

    [ContainerTheory]
    [InlineData("c", null, null)]
    [InlineData("b", null, "EPERM")]
    public void A_rule_without_numbers_is_for_every_device_of_the_type(string type, int? number, string? errno) =>
        Assert.Equal(errno, Open("r", Rule(true, type, number, number, "rwm")));

    [ContainerFact]
    public void A_rule_without_a_minor_is_for_every_minor() => Assert.Null(Open("r", Rule(true, "c", 1, null, "rwm")));

    [ContainerFact]
    public void A_rule_is_for_its_own_minor_only() => Assert.Equal("EPERM", Open("r", Rule(true, "c", 1, 12, "rwm")));

    [ContainerFact]
    public void A_rule_for_everything_allows_everything() =>
        Assert.Null(Open("rw", new JsonObject { ["allow"] = true, ["access"] = "rwm" }));

    [ContainerFact]
    public void A_later_rule_wins() =>
        Assert.Equal("EPERM", Open("r", Rule(true, "c", 1, 11, "rwm"), Rule(false, "c", 1, 11, "rwm")));

    [ContainerTheory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/full")]
    [InlineData("/dev/random")]
    [InlineData("/dev/urandom")]
    [InlineData("/dev/ptmx")]
    public void The_default_devices_can_always_be_opened(string path) =>
        Assert.Null((string?)Container(spec => spec.Args("/bin/probe", "open", path, "rw")).Run()
            .Succeeded().Json()["errno"]);

    [ContainerTheory]
    [InlineData("c", null)]
    [InlineData("b", null)]
    public void Nodes_may_be_made_though_not_opened(string type, string? errno)
    {
        Result result =
            Container(spec => spec.Capabilities("CAP_MKNOD").Args("/bin/probe", "mknod", type, "7", "99", "/dev/node",
                ",", "open", "/dev/node", "r")).Run().Succeeded();
        Assert.Equal((errno, "EPERM"), ((string?)result.Json()["errno"], (string?)result.Json(1)["errno"]));
    }

    [ContainerFact]
    public void Without_the_capability_no_node_is_made() =>
        Assert.Equal("EPERM", (string?)Container(spec => spec.Args("/bin/probe", "mknod", "c", "1", "3", "/dev/node"))
            .Run().Succeeded().Json()["errno"]);

    [ContainerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_process_of_the_host_that_is_moved_in_has_the_same_rules(bool allow)
    {
        Container container = Container(spec =>
            spec.Set("linux.resources.devices", Rules(Rule(allow, "c", 1, 11, "rwm"))));
        MakeNode(container);
        container.RunSleeping();
        string cgroup = container.CgroupFile("devices", "cgroup.procs");
        string script = $"echo 0 >{cgroup} && exec head -c 0 {container.InRootfs("/node")}";
        Result result = Sandbox.Command("/bin/sh", "-c", script);
        Assert.Equal(!allow, result.Stderr.Contains("Operation not permitted", System.StringComparison.Ordinal));
    }

    [ContainerTheory]
    [InlineData(true, null)]
    [InlineData(false, "EPERM")]
    public void What_exec_starts_has_the_same_rules(bool allow, string? errno)
    {
        Container container = Container(spec => spec.Capabilities("CAP_SYSLOG")
            .Set("linux.resources.devices", Rules(Rule(allow, "c", 1, 11, "rwm"))));
        MakeNode(container);
        container.RunSleeping();
        Assert.Equal(errno, (string?)container.Exec("/bin/probe", "open", "/node", "r").Succeeded().Json()["errno"]);
    }

    /// <summary>A node on the rootfs, not in the list of devices: being listed would allow it.</summary>
    private string? Open(string mode, params JsonObject[] rules)
    {
        Container container = Container(spec => spec.Capabilities("CAP_SYSLOG")
            .Set("linux.resources.devices", Rules(rules)).Args("/bin/probe", "open", "/node", mode));
        MakeNode(container);
        return (string?)container.Run().Succeeded().Json()["errno"];
    }

    private void MakeNode(Container container) =>
        Sandbox.Command(["mknod", container.InRootfs("/node"), "c", .. Kmsg.Split(' ')]).Succeeded();

    private static JsonArray Rules(params JsonObject[] rules) =>
        new([new JsonObject { ["allow"] = false, ["access"] = "rwm" }, .. rules.Select(rule => (JsonNode)rule)]);

    private static JsonObject Rule(bool allow, string type, int? major, int? minor, string access)
    {
        var rule = new JsonObject { ["allow"] = allow, ["type"] = type, ["access"] = access };
        if (major is not null)
        {
            rule["major"] = major;
        }

        if (minor is not null)
        {
            rule["minor"] = minor;
        }

        return rule;
    }
}
