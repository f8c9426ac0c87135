// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Netlink;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Firewall;

/// <summary>Who reaches whom: each cell of the table is a TCP connection that is tried.</summary>
public sealed class ReachabilityTests : Lab
{
    /// <summary>
    /// Rows ask, columns serve on port 80. Two containers of the default bridge (a, b), one of a network of its own
    /// (c), two of one without inter-container communication (d, e), two of an internal one (f, g), which has no route
    /// to anywhere, one of a routed one (h) that has published 80 and that the world knows no way to; the host, its
    /// neighbour, and the world.
    /// </summary>
    private const string Table = """
              a b c d e f g h host lan world
        a     + + - - - - - + +    +   +
        b     + + - - - - - + +    +   +
        c     - - + - - - - + +    +   +
        d     - - - + - - - + +    +   +
        e     - - - - + - - + +    +   +
        f     - - - - - + + - -    -   -
        g     - - - - - + + - -    -   -
        h     - - - - - - - + +    +   -
        host  + + + + + + + + +    +   +
        lan   - - - - - - - + +    +   +
        world - - - - - - - - +    +   +
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_table_holds_whether_bridged_packets_pass_the_firewall_or_not(bool bridgeNetfilter)
    {
        OnHost(() => NetworkSysctl.Write("bridge/bridge-nf-call-iptables", bridgeNetfilter ? "1" : "0"));
        var addresses = new Dictionary<string, string> { ["host"] = "192.0.2.1", ["lan"] = "192.0.2.2", ["world"] = "198.51.100.2" };
        var nodes = new Dictionary<string, Node> { ["host"] = Host, ["lan"] = Lan, ["world"] = World };
        Create("c-net");
        Create("isolated", (NetworkOptions.Icc, "false"));
        Create(new NetworkSpec("inside") { Internal = true });
        Create("routed", (NetworkOptions.GatewayMode4, "routed"));
        foreach ((string name,
            string network) in new[] { ("a", "bridge"), ("b", "bridge"), ("c", "c-net"), ("d", "isolated"), ("e", "isolated"), ("f", "inside"), ("g", "inside"), ("h", "routed") })
        {
            (nodes[name], Sandbox sandbox) = Start(name, network, name == "h" ? ["80"] : []);
            addresses[name] = sandbox.Endpoints[0].Ipv4!.ToString();
        }

        // The neighbour knows a way to every container; only the rules keep him from them.
        Lan.Ip("route add 10.207.0.0/16 via 192.0.2.1");
        List<IDisposable> servers = [.. nodes.Select(node => node.Value.Serve(node.Key, "0.0.0.0", 80))];
        try
        {
            Assert.Equal(Table, ReachTable.Observed(Table, nodes, addresses));
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }
    }

    [Fact]
    public void A_container_reaches_the_world_with_the_hosts_address_and_nobody_reaches_it_back()
    {
        (Node node, Sandbox sandbox) = Start("c1", "bridge");
        using (World.Serve("world", "198.51.100.2", 80))
            Assert.Equal("world to 192.0.2.1", node.Ask("198.51.100.2", 80));
        Lan.Ip("route add 10.207.0.0/24 via 192.0.2.1");
        using (node.Serve("c1", "0.0.0.0", 80))
            Assert.Null(Lan.Ask(sandbox.Endpoints[0].Ipv4!.ToString(), 80, 300));
        Assert.Equal(["switched net.ipv4.ip_forward on: containers reach other hosts, and are reached, through this one"], Notices);
    }

    [Fact]
    public void A_container_does_not_reach_what_listens_on_the_hosts_loopback()
    {
        (Node node, _) = Start("c1", "bridge");
        node.Ip("route add 127.9.9.0/24 via 10.207.0.1");
        node.Output("sysctl", "-qw", "net.ipv4.conf.eth0.route_localnet=1");
        using (Host.Serve("host", "127.9.9.1", 80))
        {
            Assert.Null(node.Ask("127.9.9.1", 80, 300));
            // The rule, not the route, is what stops it.
            Host.Output("nft", "flush", "chain", "inet", "husk", "raw");
            Assert.StartsWith("host to", node.Ask("127.9.9.1", 80), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_network_without_masquerade_keeps_the_containers_address()
    {
        Create("plain", (NetworkOptions.Masquerade, "false"));
        (Node node, Sandbox sandbox) = Start("c1", "plain");
        Lan.Ip($"route add {sandbox.Endpoints[0].Ipv4}/32 via 192.0.2.1");
        using (Lan.Serve("lan", "192.0.2.2", 80))
            Assert.Equal($"lan to {sandbox.Endpoints[0].Ipv4}", node.Ask("192.0.2.2", 80));
    }

    [Fact]
    public void Ipv6_goes_out_with_the_hosts_address_too_and_is_as_isolated()
    {
        Create(new NetworkSpec("six") { Ipv6 = true });
        Create(new NetworkSpec("other") { Ipv6 = true });
        (Node one, Sandbox first) = Start("c1", "six", "8080:80");
        (Node two, _) = Start("c2", "other");
        string address = first.Endpoints[0].Ipv6!.ToString();
        using (Lan.Serve("lan", "2001:db8::2", 80))
            Assert.Equal("lan to 2001:db8::1", one.Ask("2001:db8::2", 80));
        Lan.Ip($"route add {address}/128 via 2001:db8::1");
        using (one.Serve("c1", "::", 80))
        {
            Assert.Null(two.Ask(address, 80, 300));
            Assert.Null(Lan.Ask(address, 80, 300));
            Assert.Equal("c1 to 2001:db8::2", Lan.Ask("2001:db8::1", 8080));
        }
    }
}
