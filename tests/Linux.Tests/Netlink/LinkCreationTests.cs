// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Netlink;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Netlink;

/// <summary>Links, routes and neighbours that are made by rtnetlink(7), against ip(8) and bridge(8).</summary>
public sealed class LinkCreationTests : IDisposable
{
    private readonly NetworkNamespaces _namespaces = new();
    private readonly NetlinkSocket _first;
    private readonly NetlinkSocket _second;

    public LinkCreationTests()
    {
        _first = NetlinkSocket.OpenIn(_namespaces.First);
        _second = NetlinkSocket.OpenIn(_namespaces.Second);
    }

    [Fact]
    public void An_interface_that_goes_with_the_namespace_of_its_other_end_is_waited_for()
    {
        using var scratch = new ScratchDirectory();
        NetworkNamespace.Make(scratch["ns"]);
        using (OwnedFd there = At.Open(BorrowedFd.Cwd, scratch["ns"], O_RDONLY))
            Links.CreateVeth(_first, "hk1", null, there, "eth0", "02:42:0a:00:00:02", 0);
        using LinkWatch watch = NetworkNamespace.Within(_namespaces.First, LinkWatch.Open);
        Assert.Equal("hk1", watch.AwaitGone(_first, "hk1", TimeSpan.FromMilliseconds(1))?.Name);
        NetworkNamespace.Remove(scratch["ns"]);
        Assert.Null(watch.AwaitGone(_first, "hk1", TimeSpan.FromSeconds(30)));
        Assert.Null(Links.Find(_first, "hk1"));
    }

    [Fact]
    public void A_bridge_is_up_and_keeps_the_hardware_address_it_was_given()
    {
        Link bridge = Links.CreateBridge(_first, "br0", "02:42:0a:00:00:01", 1400);
        Assert.Equal(("br0", true, "bridge", "02:42:0a:00:00:01", 1400),
            (bridge.Name, bridge.IsUp, bridge.Kind, bridge.HardwareAddress, bridge.Mtu));
        _namespaces.InFirst("link", "set", "left", "master", "br0");
        Assert.Contains(
            "02:42:0a:00:00:01", _namespaces.InFirst("-o", "link", "show", "br0"), StringComparison.Ordinal);
        Assert.Equal(bridge.Index, Links.Find(_first, "left")!.Master);
    }

    [Fact]
    public void A_name_that_is_taken_is_an_error_that_tells_it()
    {
        var refusal = Assert.Throws<SyscallException>(() => Links.CreateBridge(_first, "left", "02:42:0a:00:00:01", 0));
        Assert.Equal(EEXIST, refusal.Errno);
        Assert.Contains("RTM_NEWLINK, bridge \"left\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernels_own_words_come_with_an_error()
    {
        var refusal = Assert.Throws<SyscallException>(() => Links.SetMtu(_first, Links.Find(_first, "left")!, 1));
        Assert.Contains("/* mtu less than device minimum */", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_veth_pair_has_one_end_on_the_bridge_and_the_other_in_the_namespace_it_was_meant_for()
    {
        Link bridge = Links.CreateBridge(_first, "br0", "02:42:0a:00:00:01", 0);
        Link here = Links.CreateVeth(_first, "hk1", bridge, _namespaces.Second, "eth0", "02:42:0a:00:00:02", 1400);
        Assert.Equal(("veth", bridge.Index, 1400), (here.Kind, here.Master, here.Mtu));
        Link there = Links.Find(_second, "eth0")!;
        Assert.Equal((false, "02:42:0a:00:00:02", 1400), (there.IsUp, there.HardwareAddress, there.Mtu));
        Assert.DoesNotContain("eth0", Links.List(_first).Select(link => link.Name));
        Links.SetUp(_second, there);
        Assert.Contains("LOWER_UP", _namespaces.InFirst("-o", "link", "show", "hk1"), StringComparison.Ordinal);
        Links.Delete(_first, here);
        Assert.Null(Links.Find(_second, "eth0"));
    }

    [Fact]
    public void A_port_is_written_on_renamed_and_set_apart()
    {
        Link bridge = Links.CreateBridge(_first, "br0", "02:42:0a:00:00:01", 0);
        Link port = Links.CreateVeth(_first, "hk1", bridge, _namespaces.Second, "eth0", "02:42:0a:00:00:02", 0);
        Links.SetAlias(_first, port, "container 4711");
        Links.SetBridgePort(_first, port, hairpin: true, isolated: true);
        string shown = _namespaces.InFirst("-d", "-o", "link", "show", "hk1");
        Assert.Contains("alias container 4711", shown, StringComparison.Ordinal);
        Assert.Contains("hairpin on", shown, StringComparison.Ordinal);
        Assert.Contains("isolated on", shown, StringComparison.Ordinal);
        Assert.Equal("container 4711", Links.Find(_first, "hk1")!.Alias);
        Links.SetBridgePort(_first, port, hairpin: false, isolated: false);
        Assert.Contains(
            "isolated off", _namespaces.InFirst("-d", "-o", "link", "show", "hk1"), StringComparison.Ordinal);
        Links.SetDown(_first, port);
        Links.Rename(_first, port, "hk2");
        Assert.Equal(port.Index, Links.Find(_first, "hk2")!.Index);
    }

    [Fact]
    public void A_macvlan_interface_comes_up_in_its_namespace_under_its_name_there()
    {
        Links.CreateMacvlan(_first, Links.Find(_first, "left")!, MACVLAN_MODE_BRIDGE, _namespaces.Second, "eth0",
            "02:42:0a:00:00:09", 0);
        string shown = _namespaces.InSecond("-d", "-o", "link", "show", "eth0");
        Assert.Contains("macvlan mode bridge", shown, StringComparison.Ordinal);
        Assert.Contains("02:42:0a:00:00:09", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Routes_of_both_families_are_added_listed_and_removed()
    {
        Link left = Links.Find(_first, "left")!;
        _namespaces.InFirst("address", "add", "192.0.2.1/24", "dev", "left");
        _namespaces.InFirst("address", "add", "2001:db8::1/64", "dev", "left", "nodad");
        _namespaces.InFirst("link", "set", "left", "up");
        _namespaces.InFirst("link", "set", "right", "up");
        byte[] sixth = System.Net.IPAddress.Parse("2001:db8::fe").GetAddressBytes();
        var four = new Route(AF_INET, default, 0, new byte[] { 192, 0, 2, 254 }, left.Index, RT_TABLE_MAIN);
        var six = new Route(AF_INET6, default, 0, sixth, left.Index, RT_TABLE_MAIN);
        Routes.Add(_first, four);
        Routes.Add(_first, six);
        Assert.Contains("default via 192.0.2.254 dev left", _namespaces.InFirst("route"), StringComparison.Ordinal);
        Assert.Contains(
            "default via 2001:db8::fe dev left", _namespaces.InFirst("-6", "route"), StringComparison.Ordinal);
        Assert.Contains(Routes.List(_first),
            route => route.PrefixLength == 24 && route.Destination.Span.SequenceEqual(new byte[] { 192, 0, 2, 0 }));
        Assert.Single(Routes.List(_first), route => route.Gateway.Span.SequenceEqual(sixth));
        Assert.Equal(EEXIST, Assert.Throws<SyscallException>(() => Routes.Add(_first, four)).Errno);
        Routes.Remove(_first, four);
        Assert.DoesNotContain("default", _namespaces.InFirst("route"), StringComparison.Ordinal);
        Assert.Contains("RTM_DELROUTE, default via 192.0.2.254",
            Assert.Throws<SyscallException>(() => Routes.Remove(_first, four)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_learned_of_a_neighbour_is_forgotten()
    {
        Link left = Links.Find(_first, "left")!;
        _namespaces.InFirst("link", "set", "left", "up");
        _namespaces.InFirst("neighbour", "add", "192.0.2.7", "lladdr", "02:00:00:00:00:77", "dev", "left");
        Neighbours.Forget(_first, left, AF_INET, [192, 0, 2, 7]);
        Assert.DoesNotContain("192.0.2.7", _namespaces.InFirst("neighbour"), StringComparison.Ordinal);
        Neighbours.Forget(_first, left, AF_INET, [192, 0, 2, 7]);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _namespaces.Dispose();
    }
}
