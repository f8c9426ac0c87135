// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Husk.Linux.Netlink;
using Husk.Networks.Ports;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Ports;

/// <summary>Published ports, from everywhere they are to be reached and from where they are not.</summary>
public sealed class PublishTests : Lab
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_port_is_reached_from_the_lan_the_world_the_host_its_loopback_and_every_container(bool bridgeNetfilter)
    {
        OnHost(() => NetworkSysctl.Write("bridge/bridge-nf-call-iptables", bridgeNetfilter ? "1" : "0"));
        Create("other");
        (Node one, _) = Start("c1", "bridge", "8080:80");
        (Node two, _) = Start("c2", "bridge");
        (Node three, _) = Start("c3", "other");
        using (one.Serve("c1", "0.0.0.0", 80))
        {
            Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
            Assert.Equal("c1 to 198.51.100.2", World.Ask("192.0.2.1", 8080));
            Assert.StartsWith("c1 to ", Host.Ask("192.0.2.1", 8080), StringComparison.Ordinal);
            Assert.Equal("c1 to 10.207.0.1", Host.Ask("127.0.0.1", 8080));
            Assert.Equal("c1 to 10.207.0.1", Host.Ask("127.0.0.2", 8080));
            Assert.StartsWith("c1 to ", Host.Ask("10.207.0.1", 8080), StringComparison.Ordinal);
            Assert.StartsWith("c1 to ", two.Ask("192.0.2.1", 8080), StringComparison.Ordinal);
            Assert.StartsWith("c1 to ", two.Ask("10.207.0.1", 8080), StringComparison.Ordinal);
            Assert.StartsWith("c1 to ", one.Ask("192.0.2.1", 8080), StringComparison.Ordinal);
            Assert.StartsWith("c1 to ", three.Ask("192.0.2.1", 8080), StringComparison.Ordinal);
            Assert.Null(Lan.Ask("192.0.2.1", 80, 300));
        }
    }

    [Fact]
    public void From_the_ipv6_loopback_nothing_is_led_anywhere_which_is_said_and_heard_at_once()
    {
        Create(new NetworkSpec("six") { Ipv6 = true });
        Assert.Contains("cannot publish on ::1: ",
            Assert.Throws<NetworkException>(() => Start("c1", "six", "[::1]:8080:80")).Message,
            StringComparison.Ordinal);
        Start("c2", "six", "8080:80");
        using Socket socket =
            Host.Run(() => new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)
            {
                Blocking = false,
            });
        Assert.Throws<SocketException>(() => socket.Connect(IPAddress.IPv6Loopback, 8080));
        Assert.True(socket.Poll(1_000_000, SelectMode.SelectError), "nobody said that nobody listens");
    }

    [Fact]
    public void Ports_of_an_ipv6_address_end_where_another_network_takes_the_ports_over_that_has_none()
    {
        Create(new NetworkSpec("six") { Ipv6 = true });
        Create("a-four");
        (Node node, _) = Start("c1", "six", "8080:80", "[2001:db8::1]:8081:80");
        OnHost(() => Store.Connect("c1", new EndpointSpec("a-four")));
        Assert.Equal(
            ["0.0.0.0:8080"], Store.BindingsOf("c1").Select(binding => $"{binding.HostAddress}:{binding.HostPort}"));
        Assert.Contains("[2001:db8::1]:8081 is published no longer: the network a-four has no IPv6", Notices);
        using (node.Serve("c1", "0.0.0.0", 80))
            Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
    }

    [Fact]
    public void Ports_of_one_family_stay_so_when_another_network_takes_them_over()
    {
        Create(new NetworkSpec("six") { Ipv6 = true });
        Create(new NetworkSpec("a-six") { Ipv6 = true });
        string[] expected = ["0.0.0.0:8080", "[::]:8080", "0.0.0.0:8081", "[::]:8082"];
        Start("c1", "six", "8080:80", "0.0.0.0:8081:80", "[::]:8082:80");
        Assert.Equal(expected, Bindings());
        OnHost(() => Store.Connect("c1", new EndpointSpec("a-six")));
        Assert.Equal(expected, Bindings());

        string[] Bindings() =>
            [.. Store.BindingsOf("c1")
                .Select(binding => new IPEndPoint(binding.HostAddress, binding.HostPort).ToString())];
    }

    [Fact]
    public void Udp_is_published_as_udp_alone()
    {
        (Node node, Sandbox sandbox) = Start("c1", "bridge", "5353:53/udp");
        Assert.Equal([new PortBinding(53, PortProtocol.Udp, IPAddress.Any, 5353)], sandbox.Bindings);
        using (node.ServeUdp("c1", "0.0.0.0", 53))
        {
            using (node.Serve("c1", "0.0.0.0", 53))
            {
                Assert.Equal("c1 to 192.0.2.2", Lan.AskUdp("192.0.2.1", 5353));
                Assert.Equal("c1 to 10.207.0.1", Host.AskUdp("127.0.0.1", 5353));
                Assert.Null(Lan.Ask("192.0.2.1", 5353, 300));
            }
        }
    }

    [Fact]
    public void What_is_published_on_loopback_is_for_the_host_alone()
    {
        (Node node, _) = Start("c1", "bridge", "127.0.0.1:8080:80");
        using (node.Serve("c1", "0.0.0.0", 80))
        {
            Assert.Equal("c1 to 10.207.0.1", Host.Ask("127.0.0.1", 8080));
            Assert.Null(Lan.Ask("192.0.2.1", 8080, 300));
            // A neighbour who sends to the host's loopback address by the wire (moby issue 45610).
            Lan.Ip("route add 127.0.0.0/24 via 192.0.2.1 table 99");
            Lan.Ip("rule add to 127.0.0.1 table 99 priority 1");
            Lan.Ip("rule add from all lookup local priority 2");
            Lan.Ip("rule del priority 0");
            Lan.Output("sysctl", "-qw", "net.ipv4.conf.all.route_localnet=1");
            Assert.Null(Lan.Ask("127.0.0.1", 8080, 300));
        }
    }

    [Fact]
    public void An_address_of_the_host_is_told_apart_from_another()
    {
        Host.Ip("address add 192.0.2.7/24 dev lan0");
        (Node one, _) = Start("c1", "bridge", "192.0.2.1:8080:80");
        (Node two, _) = Start("c2", "bridge", "192.0.2.7:8080:80");
        using (one.Serve("c1", "0.0.0.0", 80))
        {
            using (two.Serve("c2", "0.0.0.0", 80))
            {
                Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
                Assert.Equal("c2 to 192.0.2.2", Lan.Ask("192.0.2.7", 8080));
            }
        }

        Assert.Contains("Cannot assign requested address",
            Assert.Throws<NetworkException>(() => Start("c3", "bridge", "192.0.2.9:8080:80")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_is_published_one_to_one()
    {
        (Node node, Sandbox sandbox) = Start("c1", "bridge", "7000-7002:80-82");
        Assert.Equal([(80, 7000), (81, 7001), (82, 7002)],
            sandbox.Bindings.Select(binding => (binding.ContainerPort, binding.HostPort)));
        using (node.Serve("c1", "0.0.0.0", 82))
            Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 7002));
    }

    [Fact]
    public void Of_a_range_for_one_port_the_first_that_is_free_is_taken()
    {
        Assert.Equal(7000, Start("c1", "bridge", "7000-7001:80").Sandbox.Bindings[0].HostPort);
        Assert.Equal(7001, Start("c2", "bridge", "7000-7001:80").Sandbox.Bindings[0].HostPort);
        Assert.Equal(
            (NetworkFault.Exhausted, "all ports are allocated"), Fault(() => Start("c3", "bridge", "7000-7001:80")));
    }

    [Fact]
    public void A_port_that_nobody_chose_is_of_the_hosts_ephemeral_range_and_not_reused_at_once()
    {
        OnHost(() => NetworkSysctl.Write("ipv4/ip_local_port_range", "40000 40002"));
        Assert.Equal(40000, Start("c1", "bridge", "80").Sandbox.Bindings[0].HostPort);
        OnHost(() => Store.Release("c1"));
        Assert.Equal(40001, Start("c2", "bridge", "80").Sandbox.Bindings[0].HostPort);
        Assert.Equal(40002, Start("c3", "bridge", "127.0.0.1::80").Sandbox.Bindings[0].HostPort);
        Assert.Equal(40000, Start("c4", "bridge", "80").Sandbox.Bindings[0].HostPort);
        Assert.Equal(NetworkFault.Exhausted, Fault(() => Start("c5", "bridge", "80")).Fault);
    }

    [Fact]
    public void A_port_on_which_a_process_of_the_host_listens_is_refused_before_anything_is_made()
    {
        using (Host.Serve("host", "192.0.2.1", 8080))
        {
            (NetworkFault fault, string message) = Fault(() => Start("c1", "bridge", "8080:80"));
            Assert.Equal((NetworkFault.Conflict,
                "failed to bind host port 0.0.0.0:8080/tcp: address already in use: a process on the host listens there"), (fault, message));
            Assert.Empty(Store.BindingsOf("c1"));
            // Another protocol's port is another port.
            Assert.Single(Start("c1", "bridge", "8080:80/udp").Sandbox.Bindings);
        }
    }

    [Fact]
    public void Addresses_clash_where_one_of_them_is_all()
    {
        Start("c1", "bridge", "127.0.0.1:8080:80", "9000:90");
        Assert.Equal("Bind for 0.0.0.0:8080 failed: port is already allocated",
            Fault(() => Start("c2", "bridge", "8080:80")).Message);
        Assert.Equal("Bind for 127.0.0.1:9000 failed: port is already allocated",
            Fault(() => Start("c2", "bridge", "127.0.0.1:9000:80")).Message);
        Assert.Equal("Bind for 0.0.0.0:1 failed: port is already allocated",
            Fault(() => Start("c2", "bridge", "1:80", "1:81")).Message);
    }

    [Fact]
    public void Ports_are_published_and_taken_back_while_the_container_runs()
    {
        (Node node, _) = Start("c1", "bridge");
        using (node.Serve("c1", "0.0.0.0", 80))
        {
            Assert.Null(Lan.Ask("192.0.2.1", 8080, 300));
            OnHost(() => Store.Publish("c1", PortMapping.Parse("8080:80")));
            OnHost(() => Store.Publish("c1", PortMapping.Parse("8081:80")));
            Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
            Assert.Throws<NetworkException>(() => OnHost(() => Store.Publish("c1", PortMapping.Parse("8081:81"))));
            OnHost(() => Store.Unpublish("c1", PortMapping.Parse("8080:80")));
            Assert.Null(Lan.Ask("192.0.2.1", 8080, 300));
            Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8081));
            Assert.Equal([8081], Store.BindingsOf("c1").Select(binding => binding.HostPort));
        }
    }

    [Fact]
    public void A_flow_of_datagrams_that_began_before_goes_where_its_port_is_published_now()
    {
        (Node one, _) = Start("c1", "bridge");
        (Node two, _) = Start("c2", "bridge");
        using (one.ServeUdp("c1", "0.0.0.0", 53))
        {
            using (two.ServeUdp("c2", "0.0.0.0", 53))
            {
                using (Socket caller = Lan.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
                {
                    ReceiveTimeout = 1000,
                }))
                {
                    // Not connected: nobody tells it that nobody listens.
                    Assert.Null(Ask(caller));
                    OnHost(() => Store.Publish("c1", PortMapping.Parse("5353:53/udp")));
                    Assert.Equal("c1 to 192.0.2.2", Ask(caller));
                    OnHost(() => Store.Unpublish("c1", PortMapping.Parse("53/udp")));
                    OnHost(() => Store.Publish("c2", PortMapping.Parse("192.0.2.1:5353:53/udp")));
                    Assert.Equal("c2 to 192.0.2.2", Ask(caller));
                    OnHost(() => Store.Release("c2"));
                    Assert.Null(Ask(caller));
                }
            }
        }

        static string? Ask(Socket caller)
        {
            caller.SendTo("?"u8, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5353));
            byte[] answer = new byte[100];
            return caller.Poll(500_000, SelectMode.SelectRead)
                ? Encoding.ASCII.GetString(answer, 0, caller.Receive(answer))
                : null;
        }
    }

    [Fact]
    public void A_published_port_follows_the_default_route_whoever_listens_on_the_host_meanwhile()
    {
        Create("alpha");
        Create("beta");
        (Node node, _) = Start("c1", "beta", "8080:80", "80/udp");
        PortBinding[] before = [.. Store.BindingsOf("c1")];
        using (node.Serve("c1", "0.0.0.0", 80))
        {
            using (Host.Serve("host", "0.0.0.0", 8080))
            {
                OnHost(() => Store.Connect("c1", new EndpointSpec("alpha")));
                Assert.Equal(before, Store.BindingsOf("c1"));
                Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
                OnHost(() => Store.Disconnect("c1", "alpha"));
                Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
            }
        }
    }

    [Fact]
    public void A_port_that_is_refused_leaves_those_that_were_published()
    {
        Start("c1", "bridge", "8080:80");
        Assert.Equal(NetworkFault.Conflict,
            Fault(() => OnHost(
                () => Store.Publish("c1", [.. PortMapping.Parse("8081:81"), .. PortMapping.Parse("8080:82")]))).Fault);
        Assert.Equal([8080], Store.BindingsOf("c1").Select(binding => binding.HostPort));
        Assert.DoesNotContain("8081", Rules(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ipv6_has_the_same_port_where_the_network_has_ipv6()
    {
        Create(new NetworkSpec("six") { Ipv6 = true });
        (Node node, Sandbox sandbox) = Start("c1", "six", "8080:80", "[2001:db8::1]:8081:80");
        Assert.Equal(["0.0.0.0:8080", "[::]:8080", "[2001:db8::1]:8081"],
            sandbox.Bindings.Select(binding => new IPEndPoint(binding.HostAddress, binding.HostPort).ToString()));
        using (node.Serve("c1", "::", 80))
        {
            Assert.Equal("c1 to 2001:db8::2", Lan.Ask("2001:db8::1", 8080));
            Assert.Equal("c1 to 2001:db8::2", Lan.Ask("2001:db8::1", 8081));
            Assert.Null(Lan.Ask("192.0.2.1", 8081, 300));
            Assert.StartsWith("c1 to ", node.Ask("2001:db8::1", 8080), StringComparison.Ordinal);
        }

        Assert.Contains("no address of that family", Fault(() => Start("c2", "bridge", "[::]:8082:80")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_can_have_its_own_default_address()
    {
        Create("local", (NetworkOptions.HostBinding, "127.0.0.1"));
        Assert.Equal([IPAddress.Loopback],
            Start("c1", "local", "8080:80").Sandbox.Bindings.Select(binding => binding.HostAddress));
    }

    [Fact]
    public void An_internal_network_publishes_nothing_and_says_so()
    {
        Create(new NetworkSpec("inside") { Internal = true });
        Assert.Empty(Start("c1", "inside", "8080:80").Sandbox.Bindings);
        Assert.Equal(["nothing is published: no network of the container leads out of it"], Notices);
    }

    private static (NetworkFault Fault, string Message) Fault(Func<object> act)
    {
        var refusal = Assert.Throws<NetworkException>(() => act());
        return (refusal.Fault, refusal.Message);
    }
}
