// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Firewall;

/// <summary>Docker's gateway modes `isolated` and `nat-unprotected`, in both families.</summary>
public sealed class GatewayModeTests : Lab
{
    /// <summary>
    /// Two containers of an isolated network (i, j), one of an unprotected one (u), one of a network like any other
    /// (c), the host, and its neighbour, who knows a way to all of them.
    /// </summary>
    private const string Table = """
              i j u c host lan
        i     + + - - -    -
        j     + + - - -    -
        u     - - + - +    +
        c     - - - + +    +
        host  - - + + +    +
        lan   - - + - +    +
        """;

    [Fact]
    public void The_table_holds_in_both_families()
    {
        Create(Spec("alone", "isolated") with { Internal = true });
        Create(Spec("open", "nat-unprotected"));
        Create(Spec("other", "nat"));
        var nodes = new Dictionary<string, Node> { ["host"] = Host, ["lan"] = Lan };
        var four = new Dictionary<string, string> { ["host"] = "192.0.2.1", ["lan"] = "192.0.2.2" };
        var six = new Dictionary<string, string> { ["host"] = "2001:db8::1", ["lan"] = "2001:db8::2" };
        foreach ((string name, string network) in
            ((string, string)[])[("i", "alone"), ("j", "alone"), ("u", "open"), ("c", "other")])
        {
            (nodes[name], Sandbox sandbox) = Start(name, network);
            four[name] = sandbox.Endpoints[0].Ipv4!.ToString();
            six[name] = sandbox.Endpoints[0].Ipv6!.ToString();
            Lan.Ip($"""
                route add {four[name]}/32 via 192.0.2.1
                route add {six[name]}/128 via 2001:db8::1
                """);
        }

        List<IDisposable> servers = [];
        foreach ((string name, Node node) in nodes)
        {
            servers.Add(node.Serve(name, "0.0.0.0", 80));
            servers.Add(node.Serve(name, six[name], 80));
        }

        try
        {
            Assert.Equal(Table, ReachTable.Observed(Table, nodes, four));
            Assert.Equal(Table, ReachTable.Observed(Table, nodes, six));
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }
    }

    [Fact]
    public void The_host_has_no_address_in_an_isolated_network_and_is_not_reached_by_its_gateways()
    {
        Network network = Create(Spec("alone", "isolated") with { Internal = true });
        (Node node, Sandbox sandbox) = Start("c1", "alone");
        Assert.DoesNotContain(
            "inet", Host.Output("ip", "-o", "address", "show", network.BridgeName), StringComparison.Ordinal);
        using IDisposable four = Host.Serve("host", "0.0.0.0", 80), six = Host.Serve("host", "2001:db8::1", 80);
        foreach (Subnet subnet in network.Subnets)
            Assert.Null(node.Ask(subnet.Gateway.ToString(), 80, 250));
        Assert.DoesNotContain("default", node.Output("ip", "route"), StringComparison.Ordinal);
        // One more finds the bridge ready, and a container that goes leaves it so.
        (Node other, _) = Start("c2", "alone");
        using (node.Serve("c1", "0.0.0.0", 81))
            Assert.StartsWith("c1 to ", other.Ask(sandbox.Endpoints[0].Ipv4!.ToString(), 81), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unprotected_network_has_masquerade_and_published_ports_too()
    {
        Create(Spec("open", "nat-unprotected"));
        (Node node, _) = Start("c1", "open", "8080:80");
        using (Lan.Serve("lan", "192.0.2.2", 80))
            Assert.Equal("lan to 192.0.2.1", node.Ask("192.0.2.2", 80));
        using (node.Serve("c1", "0.0.0.0", 80))
            Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
    }

    [Fact]
    public void A_gateway_elsewhere_is_left_to_who_has_it()
    {
        Create(new NetworkSpec("n")
        {
            Subnets = [new SubnetSpec("10.66.0.0/24") { Gateway = "10.66.0.9" }],
            Options = new Dictionary<string, string> { [NetworkOptions.InhibitIpv4] = "true" },
        });
        (Node node, Sandbox sandbox) = Start("c1", "n");
        Assert.DoesNotContain("10.66.0", Host.Output("ip", "-o", "address"), StringComparison.Ordinal);
        Assert.Contains("default via 10.66.0.9 dev eth0", node.Output("ip", "route"), StringComparison.Ordinal);
        Assert.NotEqual("10.66.0.9", sandbox.Endpoints[0].Ipv4!.ToString());
    }

    [Theory]
    [InlineData("isolated", "gateway mode 'isolated' can only be used for an internal network")]
    [InlineData("open", "gateway_mode_ipv4 is nat, nat-unprotected, routed or isolated, not open")]
    public void A_mode_that_does_not_fit_is_refused(string mode, string reason)
    {
        var refusal = Assert.Throws<NetworkException>(() => Create("n", (NetworkOptions.GatewayMode4, mode)));
        Assert.Equal(NetworkFault.InvalidArgument, refusal.Fault);
        Assert.EndsWith(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static NetworkSpec Spec(string name, string mode) => new(name)
    {
        Ipv6 = true,
        Options = new Dictionary<string, string>
        {
            [NetworkOptions.GatewayMode4] = mode,
            [NetworkOptions.GatewayMode6] = mode,
        },
    };
}
