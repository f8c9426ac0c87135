// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Namespaces;

/// <summary>
/// runtime-spec, config-linux.md "Network Devices". The runtime runs in a network namespace of the test's, which has a
/// veth pair `left` and `right`, so that nothing of the machine's network can be lost.
/// </summary>
public sealed class NetDeviceTests : ConformanceTest
{
    private const string Before14 = "has no linux.netDevices before 1.4";
    private readonly NamespaceHolder _outside;

    public NetDeviceTests()
    {
        _outside = new NamespaceHolder(Sandbox, "net");
        Ip(
            _outside, "link", "add", "left", "address", "02:00:00:00:00:01", "mtu", "1420", "type", "veth", "peer",
            "name", "right");
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void The_device_is_in_the_container_and_up()
    {
        Facts facts = Run(spec => Device(spec, "left")).Succeeded().Facts();
        Assert.True((bool)facts["interfaces"]!["left"]!["up"]!);
        Assert.Equal(1420, (int)facts["interfaces"]!["left"]!["mtu"]!);
        Assert.Equal(2, facts["interfaces"]!.AsObject().Count);
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void It_has_the_name_that_was_asked_for() =>
        Assert.NotNull(Run(spec => Device(spec, "left", "eth0")).Succeeded().Facts()["interfaces"]!["eth0"]);

    [ContainerFact(RuncDiffers = Before14)]
    public void Its_permanent_global_addresses_and_hardware_address_go_with_it()
    {
        Ip(_outside, "address", "add", "192.0.2.1/24", "brd", "192.0.2.255", "dev", "left");
        Ip(_outside, "address", "add", "2001:db8::1/64", "dev", "left", "nodad");
        Ip(_outside, "address", "add", "198.51.100.1/24", "dev", "left", "valid_lft", "3000", "preferred_lft", "3000");
        Ip(_outside, "address", "add", "203.0.113.1/24", "scope", "link", "dev", "left");
        Ip(_outside, "link", "set", "left", "up");
        using var inside = new NamespaceHolder(Sandbox, "net");
        Run(spec => Device(spec, "left", "eth0").Namespace("network", inside.Path)).Succeeded();
        string there = Ip(inside, "address", "show", "dev", "eth0");
        Assert.Contains("192.0.2.1/24 brd 192.0.2.255 scope global", there, StringComparison.Ordinal);
        Assert.Contains("2001:db8::1/64 scope global", there, StringComparison.Ordinal);
        Assert.Contains("link/ether 02:00:00:00:00:01", there, StringComparison.Ordinal);
        Assert.DoesNotContain("198.51.100.1", there, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.1", there, StringComparison.Ordinal);
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void It_stays_in_a_namespace_that_outlives_the_container()
    {
        using var inside = new NamespaceHolder(Sandbox, "net");
        Run(spec => Device(spec, "left").Namespace("network", inside.Path)).Succeeded();
        Assert.Contains("UP", Ip(inside, "link", "show", "dev", "left"), StringComparison.Ordinal);
        Assert.DoesNotContain("left", Ip(_outside, "-br", "link"), StringComparison.Ordinal);
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void A_name_that_is_taken_is_an_error_and_the_device_stays_where_it_is()
    {
        Ip(_outside, "address", "add", "192.0.2.1/24", "dev", "left");
        Run(spec => Device(spec, "left", "lo")).Failed(1, "netDevices");
        Assert.Contains("192.0.2.1/24", Ip(_outside, "address", "show", "dev", "left"), StringComparison.Ordinal);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void A_template_is_given_a_number()
    {
        using var inside = new NamespaceHolder(Sandbox, "net");
        Ip(inside, "link", "add", "net0", "type", "veth", "peer", "name", "other");
        Facts facts = Run(spec => Device(spec, "left", "net%d").Namespace("network", inside.Path)).Succeeded().Facts();
        Assert.True((bool)facts["interfaces"]!["net1"]!["up"]!);
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void Its_number_may_be_taken_inside()
    {
        using var inside = new NamespaceHolder(Sandbox, "net");
        Ip(inside, "link", "add", "one", "type", "veth", "peer", "name", "two");
        Facts facts = Run(spec => Device(spec, "left").Namespace("network", inside.Path)).Succeeded().Facts();
        Assert.True((bool)facts["interfaces"]!["left"]!["up"]!);
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void A_create_that_fails_puts_it_back_as_it_was()
    {
        Ip(_outside, "address", "add", "192.0.2.1/24", "dev", "left");
        Ip(_outside, "address", "add", "2001:db8::1/64", "dev", "left", "nodad");
        Ip(_outside, "link", "set", "left", "up");
        string before = Ip(_outside, "-br", "address", "show", "dev", "left");
        Run(spec => Device(spec, "left", "eth0").Args("/nowhere")).Failed(1, "/nowhere");
        Assert.Equal(before.Split(' ')[0], Ip(_outside, "-br", "address", "show", "dev", "left").Split(' ')[0]);
        string after = Ip(_outside, "address", "show", "dev", "left");
        Assert.Contains("192.0.2.1/24", after, StringComparison.Ordinal);
        Assert.Contains("2001:db8::1/64", after, StringComparison.Ordinal);
        Assert.Contains(",UP", after, StringComparison.Ordinal);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void When_one_cannot_be_moved_the_others_are_moved_back()
    {
        JsonObject both = new() { ["left"] = new JsonObject { ["name"] = "eth0" }, ["middle"] = new JsonObject() };
        Run(spec => spec.Set("linux.netDevices", both)).Failed(1, "middle");
        Assert.Contains("02:00:00:00:00:01", Ip(_outside, "link", "show", "dev", "left"), StringComparison.Ordinal);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void A_device_that_is_not_there_is_an_error()
    {
        Run(spec => Device(spec, "middle")).Failed(1, "middle");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = Before14)]
    public void Without_a_network_namespace_it_is_an_error() =>
        Run(spec => Device(spec, "left").WithoutNamespace("network").WithoutMount("/sys")).Failed(1, "netDevices");

    [ContainerFact(RuncDiffers = Before14)]
    public void In_the_runtimes_own_network_namespace_it_is_an_error() =>
        Run(spec => Device(spec, "left").Namespace("network", _outside.Path)).Failed(1, "netDevices");

    private static Spec Device(Spec spec, string host, string? name = null)
    {
        spec["linux.netDevices"] =
            new JsonObject { [host] = name is null ? new JsonObject() : new JsonObject { ["name"] = name } };
        return spec;
    }

    private Result Run(Action<Spec> edit) =>
        Container(edit).BeginRun(new Launch { Wrapper = ["nsenter", "--net=" + _outside.Path] }).Wait();

    private string Ip(NamespaceHolder where, params string[] arguments) =>
        Sandbox.Command(["nsenter", "--net=" + where.Path, "ip", .. arguments]).Succeeded().Stdout;
}
