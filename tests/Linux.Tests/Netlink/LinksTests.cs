// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Netlink;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Netlink;

/// <summary>rtnetlink(7) against ip(8).</summary>
public sealed class LinksTests : IDisposable
{
    private readonly NetworkNamespaces _namespaces = new();
    private readonly NetlinkSocket _first;
    private readonly NetlinkSocket _second;

    public LinksTests()
    {
        _first = NetlinkSocket.OpenIn(_namespaces.First);
        _second = NetlinkSocket.OpenIn(_namespaces.Second);
    }

    [Fact]
    public void A_socket_speaks_of_the_namespace_it_was_opened_in()
    {
        using NetlinkSocket here = NetlinkSocket.Open();
        Assert.Equal(["left", "lo", "right"], Links.List(_first).Select(link => link.Name).Order());
        Assert.Equal(["lo"], Links.List(_second).Select(link => link.Name).Intersect(["left", "lo", "right"]));
        Assert.Null(Links.Find(here, "left"));
    }

    [Fact]
    public void A_link_is_found_by_its_name_and_by_its_other_name()
    {
        _namespaces.InFirst("link", "property", "add", "dev", "left", "altname", "a-longer-name-than-fits");
        Link link = Links.Find(_first, "left")!;
        Assert.Equal((link, link), (Links.Find(_first, "a-longer-name-than-fits"), Links.Get(_first, link.Index)));
        Assert.Null(Links.Find(_first, "middle"));
    }

    [Fact]
    public void A_link_goes_up_and_down()
    {
        Link link = Links.Find(_first, "left")!;
        Links.SetUp(_first, link);
        Assert.Contains("UP", _namespaces.InFirst("-o", "link", "show", "left").Split('>')[0].Split(',', '<'));
        Assert.True(Links.Find(_first, "left")!.IsUp);
        Links.SetDown(_first, link);
        Assert.DoesNotContain("UP", _namespaces.InFirst("-o", "link", "show", "left").Split('>')[0].Split(',', '<'));
        Assert.False(Links.Find(_first, "left")!.IsUp);
    }

    [Fact]
    public void A_link_moves_under_another_name_and_number_and_keeps_its_hardware_address_and_mtu()
    {
        Links.Move(_first, Links.Find(_first, "left")!, _namespaces.Second, "eth0", 42);
        string there = _namespaces.InSecond("-o", "link", "show", "eth0");
        Assert.StartsWith("42: eth0", there, StringComparison.Ordinal);
        Assert.Contains("mtu 1420", there, StringComparison.Ordinal);
        Assert.Contains("02:00:00:00:00:01", there, StringComparison.Ordinal);
        Assert.Null(Links.Find(_first, "left"));
    }

    [Fact]
    public void The_kernel_numbers_a_name_that_ends_in_a_template()
    {
        _namespaces.InSecond("link", "add", "net0", "type", "veth", "peer", "name", "net1");
        Links.Move(_first, Links.Find(_first, "left")!, _namespaces.Second, "net%d", 42);
        Assert.Equal("net2", Links.Get(_second, 42).Name);
    }

    [Fact]
    public void A_number_that_is_taken_is_busy()
    {
        var refusal = Assert.Throws<SyscallException>(
            () => Links.Move(_first, Links.Find(_first, "left")!, _namespaces.Second, "eth0", 1));
        Assert.Equal(EBUSY, refusal.Errno);
        Assert.Contains("RTM_SETLINK, \"left\"", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(Links.Find(_first, "left"));
    }

    [Fact]
    public void Every_address_is_listed_and_can_be_given_to_another_link()
    {
        _namespaces.InFirst("address", "add", "192.0.2.1/24", "brd", "192.0.2.255", "dev", "left");
        _namespaces.InFirst("address", "add", "192.0.2.9", "peer", "198.51.100.1/32", "dev", "left", "metric", "77");
        _namespaces.InFirst("address", "add", "2001:db8::1/64", "dev", "left", "nodad");
        Link left = Links.Find(_first, "left")!;
        Link right = Links.Find(_first, "right")!;
        InterfaceAddress[] addresses = [.. Addresses.List(_first, left)];
        Assert.Equal(3, addresses.Length);
        Assert.Empty(Addresses.List(_first, right));
        _namespaces.InFirst("address", "flush", "dev", "left");
        foreach (InterfaceAddress address in addresses)
        {
            Addresses.Add(_first, right, address);
        }

        string there = _namespaces.InFirst("-o", "address", "show", "dev", "right");
        Assert.Contains("192.0.2.1/24 brd 192.0.2.255 scope global", there, StringComparison.Ordinal);
        Assert.Contains("192.0.2.9 peer 198.51.100.1/32 metric 77", there, StringComparison.Ordinal);
        Assert.Contains("2001:db8::1/64 scope global nodad", there, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_there_already_is_an_error_in_the_kernels_words()
    {
        _namespaces.InFirst("address", "add", "2001:db8::1/64", "dev", "left");
        Link left = Links.Find(_first, "left")!;
        var refusal =
            Assert.Throws<SyscallException>(() => Addresses.Add(_first, left, Addresses.List(_first, left)[0]));
        Assert.Equal(EEXIST, refusal.Errno);
        Assert.Contains("RTM_NEWADDR, 2001:0db8:0000:0000:0000:0000:0000:0001/64 on \"left\"", refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_dump_is_whole_however_many_links_there_are()
    {
        string script = Path.Combine(Directory.CreateTempSubdirectory("husk-links-").FullName, "batch");
        File.WriteAllLines(
            script, Enumerable.Range(0, 120).Select(i => $"link add many{i} type veth peer name more{i}"));
        _namespaces.InFirst("-batch", script);
        Directory.Delete(Path.GetDirectoryName(script)!, recursive: true);
        Assert.Equal(243, Links.List(_first).Select(link => link.Index).Distinct().Count());
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _namespaces.Dispose();
    }
}
