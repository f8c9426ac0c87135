// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Net;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests;

/// <summary>What a container finds in its namespace, and the host beside it; ip(8) is the witness.</summary>
public sealed class SandboxTests : Lab
{
    [Fact]
    public void A_container_on_the_default_bridge_has_an_address_a_route_and_a_name_on_the_host()
    {
        (Node node, Sandbox sandbox) = Start("c1", "bridge");
        Endpoint endpoint = Assert.Single(sandbox.Endpoints);
        Assert.Equal(("eth0", "10.207.0.2", 24, "10.207.0.1", "02:42:0a:cf:00:02"),
            (endpoint.Interface, endpoint.Ipv4!.ToString(), endpoint.Ipv4PrefixLength, endpoint.Ipv4Gateway!.ToString(),
                endpoint.MacAddress));
        string inside = node.Output("ip", "-o", "address");
        Assert.Contains("inet 10.207.0.2/24 brd 10.207.0.255", inside, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1/8", inside, StringComparison.Ordinal);
        Assert.DoesNotContain("fe80", inside, StringComparison.Ordinal);
        Assert.Contains("default via 10.207.0.1 dev eth0", node.Output("ip", "route"), StringComparison.Ordinal);
        Assert.Contains("02:42:0a:cf:00:02", node.Output("ip", "link", "show", "eth0"), StringComparison.Ordinal);
        Assert.Contains("10.207.0.1/24", Host.Output("ip", "-o", "address", "show", "husk0"), StringComparison.Ordinal);
        string port = Host.Output("ip", "-d", "-o", "link", "show", endpoint.Device);
        Assert.Contains("master husk0", port, StringComparison.Ordinal);
        Assert.Contains("alias c1", port, StringComparison.Ordinal);
        Assert.Equal([endpoint.Id], Store.Endpoints(Store.Find("bridge")).Select(other => other.Id));
    }

    [Fact]
    public void Release_leaves_nothing_but_the_bridge_and_can_be_said_twice()
    {
        (_, Sandbox sandbox) = Start("c1", "bridge", "8080:80");
        OnHost(() => Store.Release("c1"));
        OnHost(() => Store.Release("c1"));
        Assert.Equal(["husk0"], OwnLinks());
        Assert.False(File.Exists(sandbox.Path));
        Assert.Empty(Store.Endpoints(Store.Find("bridge")));
        Assert.Empty(Store.BindingsOf("c1"));
        Assert.DoesNotContain("8080", Rules(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(RunDirectory, "networks", "sandboxes")));
    }

    [Fact]
    public void The_end_of_a_namespace_takes_its_interfaces_along_before_their_addresses_are_free()
    {
        Create("front");
        Create("back");
        for (int i = 0; i < 5; i++)
        {
            // Nobody else has the namespace open.
            OnHost(() => Store.Setup(new SandboxSpec("c1", "c1")
            {
                Endpoints = [new EndpointSpec("front"), new EndpointSpec("back")],
            }));
            Assert.Equal(4, OwnLinks().Length);
            OnHost(() => Store.Release("c1"));
            Assert.Equal(2, OwnLinks().Length);
            Assert.Empty(Store.Endpoints(Store.Find("front")));
        }
    }

    [Fact]
    public void An_address_is_not_given_out_again_at_once()
    {
        Start("c1", "bridge");
        OnHost(() => Store.Release("c1"));
        Assert.Equal("10.207.0.3", Start("c2", "bridge").Sandbox.Endpoints[0].Ipv4!.ToString());
    }

    [Fact]
    public void None_is_loopback_alone()
    {
        (Node node, Sandbox sandbox) = Start("c1", "none");
        Assert.Empty(sandbox.Endpoints);
        Assert.Contains("lo: <LOOPBACK,UP,LOWER_UP>", Assert.Single(node.Output("ip", "-o", "link").Trim().Split('\n')),
            StringComparison.Ordinal);
        Assert.Empty(OwnLinks());
        Assert.Equal("", Rules());
    }

    [Fact]
    public void The_host_network_is_no_sandbox_and_none_stands_alone()
    {
        Assert.Equal(NetworkFault.InvalidArgument, Assert.Throws<NetworkException>(() => Start("c1", "host")).Fault);
        Assert.Equal(
            NetworkFault.InvalidArgument, Assert.Throws<NetworkException>(() => Start("c1", "bridge none")).Fault);
        Assert.Equal(NetworkFault.NotFound, Assert.Throws<NetworkException>(() => Start("c1", "nowhere")).Fault);
        Assert.Contains("specified multiple times",
            Assert.Throws<NetworkException>(() => Start("c1", "bridge bridge")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_networks_are_several_interfaces_and_one_default_route()
    {
        Create("alpha");
        Create("beta");
        (Node node, Sandbox sandbox) = Start("c1", "beta alpha");
        Assert.Equal(["eth0 beta", "eth1 alpha"],
            sandbox.Endpoints.Select(endpoint => $"{endpoint.Interface} {endpoint.Network}"));
        // Docker's order: by name, where no priority says otherwise.
        Assert.Contains($"default via {sandbox.Endpoints[1].Ipv4Gateway} dev eth1", node.Output("ip", "route"),
            StringComparison.Ordinal);
        (Node other, _) = Start("c2", [new EndpointSpec("alpha"), new EndpointSpec("beta") { GatewayPriority = 1 }]);
        Assert.Contains("default via 10.207.2.1 dev eth1", other.Output("ip", "route"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_container_is_connected_and_disconnected_and_the_default_route_follows()
    {
        Create("alpha");
        Create("beta");
        (Node node, _) = Start("c1", "beta", "8080:80");
        Endpoint joined = OnHost(() => Store.Connect("c1", new EndpointSpec("alpha")));
        Assert.Equal("eth1", joined.Interface);
        Assert.Contains("default via 10.207.1.1 dev eth1", node.Output("ip", "route"), StringComparison.Ordinal);
        Assert.Contains($"tcp . 8080 : {joined.Ipv4} . 80", Rules(), StringComparison.Ordinal);
        Assert.Contains("already exists in network alpha",
            Assert.Throws<NetworkException>(() => OnHost(() => Store.Connect("c1", new EndpointSpec("alpha")))).Message,
            StringComparison.Ordinal);
        OnHost(() => Store.Disconnect("c1", "alpha"));
        Assert.DoesNotContain("eth1", node.Output("ip", "-o", "link"), StringComparison.Ordinal);
        Assert.Contains("default via 10.207.2.1 dev eth0", node.Output("ip", "route"), StringComparison.Ordinal);
        Assert.Contains("tcp . 8080 : 10.207.2.2 . 80", Rules(), StringComparison.Ordinal);
        Assert.Equal(NetworkFault.NotFound,
            Assert.Throws<NetworkException>(() => OnHost(() => Store.Disconnect("c1", "alpha"))).Fault);
        OnHost(() => Store.Release("c1"));
        Assert.Equal(2, OwnLinks().Length);
    }

    [Fact]
    public void Address_hardware_address_and_interface_can_be_chosen_where_the_subnet_was()
    {
        Create(new NetworkSpec("own")
        {
            Subnets = [new SubnetSpec("10.9.0.0/16") { Gateway = "10.9.9.9", Range = "10.9.8.0/24" }],
        });
        (Node node, Sandbox sandbox) = Start("c1", [new EndpointSpec("own")
        {
            Ipv4 = IPAddress.Parse("10.9.1.2"),
            MacAddress = "02-00-00-00-00-AA",
            Aliases = ["web"],
            Interface = "net0",
        }]);
        string inside = node.Output("ip", "-o", "address", "show", "net0");
        Assert.Contains("10.9.1.2/16", inside, StringComparison.Ordinal);
        Assert.Contains("02:00:00:00:00:aa", node.Output("ip", "link", "show", "net0"), StringComparison.Ordinal);
        Assert.Contains("default via 10.9.9.9", node.Output("ip", "route"), StringComparison.Ordinal);
        Assert.Equal(["web"], sandbox.Endpoints[0].Aliases);
        Assert.Equal("10.9.8.0", Start("c2", "own").Sandbox.Endpoints[0].Ipv4!.ToString());
        var taken = Assert.Throws<NetworkException>(() => Start("c3", [new EndpointSpec("own")
        {
            Ipv4 = IPAddress.Parse("10.9.1.2"),
        }]));
        Assert.Equal(
            (NetworkFault.Conflict, "Address already in use: 10.9.1.2 in network own"), (taken.Fault, taken.Message));
        Assert.Throws<NetworkException>(() => Start("c3", [new EndpointSpec("own")
        {
            Ipv4 = IPAddress.Parse("10.10.1.2"),
        }]));
        Assert.Contains(
            "user configured subnets", Assert.Throws<NetworkException>(() => Start("c3", [new EndpointSpec("bridge")
        {
            Ipv4 = IPAddress.Parse("10.207.0.9"),
        }])).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(RunDirectory, "netns", "c3")));
    }

    [Fact]
    public void Ipv6_comes_with_a_prefix_of_the_networks_own_and_works_at_once()
    {
        Create(new NetworkSpec("six") { Ipv6 = true });
        (Node one, Sandbox first) = Start("c1", "six");
        (Node two, Sandbox second) = Start("c2", "six");
        Assert.Equal(0xfd, first.Endpoints[0].Ipv6!.GetAddressBytes()[0]);
        Assert.Contains(
            "default via " + first.Endpoints[0].Ipv6Gateway, one.Output("ip", "-6", "route"), StringComparison.Ordinal);
        using (one.Serve("one", first.Endpoints[0].Ipv6!.ToString(), 80))
            Assert.Equal($"one to {second.Endpoints[0].Ipv6}", two.Ask(first.Endpoints[0].Ipv6!.ToString(), 80));
        Assert.Contains(Notices, notice => notice.Contains("net.ipv6.conf.all.forwarding", StringComparison.Ordinal));
    }

    [Fact]
    public void Macvlan_is_a_host_of_the_neighbours_network()
    {
        Create(new NetworkSpec("shared")
        {
            Driver = "macvlan",
            Subnets = [new SubnetSpec("192.0.2.0/24") { Gateway = "192.0.2.2", Range = "192.0.2.128/28" }],
            Options = new System.Collections.Generic.Dictionary<string, string> { ["parent"] = "lan0" },
        });
        (Node node, Sandbox sandbox) = Start("c1", "shared", "8080:80");
        Assert.Equal("192.0.2.128", sandbox.Endpoints[0].Ipv4!.ToString());
        using (Lan.Serve("lan", "192.0.2.2", 80))
            Assert.Equal("lan to 192.0.2.128", node.Ask("192.0.2.2", 80));
        Assert.Contains(Notices, notice => notice.StartsWith("nothing is published", StringComparison.Ordinal));
        OnHost(() => Store.Release("c1"));
        Assert.Contains("name it with -o parent=", Assert.Throws<NetworkException>(() => Create(new NetworkSpec("m")
        {
            Driver = "macvlan",
        })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setup_that_fails_half_way_leaves_nothing()
    {
        Start("c1", "bridge", "8080:80");
        string[] before = OwnLinks();
        var refusal = Assert.Throws<NetworkException>(() => Start("c2", "bridge", "9000:90", "8080:80"));
        Assert.Equal((NetworkFault.Conflict, "Bind for 0.0.0.0:8080 failed: port is already allocated"),
            (refusal.Fault, refusal.Message));
        Assert.Equal(before, OwnLinks());
        Assert.Empty(Store.EndpointsOf("c2"));
        Assert.DoesNotContain("9000", Rules(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(RunDirectory, "netns", "c2")));
    }

    [Fact]
    public void Reconcile_releases_the_dead_and_leaves_the_living_alone()
    {
        Start("c1", "bridge", "8080:80");
        (Node node, _) = Start("c2", "bridge", "8081:80");
        OnHost(() => Store.Reconcile(id => id == "c2"));
        Assert.Equal(2, OwnLinks().Length);
        Assert.Equal(["c2"], Store.Endpoints(Store.Find("bridge")).Select(endpoint => endpoint.ContainerId));
        using (node.Serve("c2", "0.0.0.0", 80))
            Assert.Equal("c2 to 192.0.2.2", Lan.Ask("192.0.2.1", 8081));
        Assert.DoesNotContain("8080", Rules(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bridge_of_the_users_own_is_used_and_outlives_the_network()
    {
        Host.Ip("""
            link add mine type bridge
            address add 10.66.0.1/24 dev mine
            """);
        Create(new NetworkSpec("own")
        {
            Subnets = [new SubnetSpec("10.66.0.0/24")],
            Options =
                new System.Collections.Generic.Dictionary<string, string> { [NetworkOptions.BridgeName] = "mine" },
        });
        (Node node, _) = Start("c1", "own");
        using (Host.Serve("host", "10.66.0.1", 80))
            Assert.Equal("host to 10.66.0.2", node.Ask("10.66.0.1", 80));
        OnHost(() => Store.Release("c1"));
        OnHost(() => Store.Remove("own"));
        Assert.Contains("10.66.0.1/24", Host.Output("ip", "-o", "address", "show", "mine"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\" }; flush ruleset")]
    [InlineData("../../x")]
    [InlineData("all")]
    [InlineData("")]
    [InlineData("sixteen-letters-")]
    public void A_name_that_no_interface_can_have_is_refused(string name)
    {
        Assert.Equal(NetworkFault.InvalidArgument,
            Assert.Throws<NetworkException>(() => Create("own", (NetworkOptions.BridgeName, name))).Fault);
        Assert.Equal(
            NetworkFault.InvalidArgument, Assert.Throws<NetworkException>(() => Start("c1", [new EndpointSpec("bridge")
        {
            Interface = name,
        }])).Fault);
    }

    [Fact]
    public void The_first_word_may_be_about_a_network_that_is_not_there()
    {
        // It once waited for a lock of its own.
        NetworkException? refusal = null;
        var thread = new System.Threading.Thread(
            () => refusal = Assert.Throws<NetworkException>(() => Store.Remove("nothing")))
        { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(10_000), "it does not end");
        Assert.Equal(NetworkFault.NotFound, refusal!.Fault);
    }

    [Fact]
    public void A_mtu_is_that_of_both_ends_and_of_the_bridge()
    {
        Network network = Create("slim", (NetworkOptions.Mtu, "1380"));
        (Node node, Sandbox sandbox) = Start("c1", "slim");
        Assert.Contains("mtu 1380", node.Output("ip", "link", "show", "eth0"), StringComparison.Ordinal);
        Assert.Contains(
            "mtu 1380", Host.Output("ip", "link", "show", sandbox.Endpoints[0].Device), StringComparison.Ordinal);
        Assert.Contains("mtu 1380", Host.Output("ip", "link", "show", network.BridgeName), StringComparison.Ordinal);
    }
}
