// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.Threading;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Firewall;

/// <summary>Our table among those of others.</summary>
public sealed class RulesetTests : Lab
{
    [Fact]
    public void A_table_that_somebody_flushed_is_made_anew_by_the_next_container()
    {
        (Node node, _) = Start("c1", "bridge", "8080:80");
        Host.Output("nft", "flush", "ruleset");
        using (node.Serve("c1", "0.0.0.0", 80))
        {
            Assert.Null(Lan.Ask("192.0.2.1", 8080, 300));
            Start("c2", "bridge");
            Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
        }
    }

    [Fact]
    public void Who_takes_the_rules_down_does_not_take_them_from_a_container_that_comes_meanwhile()
    {
        Create("front");
        bool ended = false;
        var thread = new Thread(() => OnHost(() =>
        {
            while (!Volatile.Read(ref ended))
                Store.TakeDown();
        }));
        thread.Start();
        try
        {
            for (int i = 0; i < 40; i++)
            {
                string id = $"c{i}";
                OnHost(() => Store.Setup(new SandboxSpec(id, id)
                {
                    Endpoints = [new EndpointSpec(i % 2 == 0 ? "front" : "bridge")],
                }));
                Assert.Contains("table inet husk", Host.Output("nft", "list", "tables"), StringComparison.Ordinal);
                OnHost(() => Store.Release(id));
            }
        }
        finally
        {
            Volatile.Write(ref ended, true);
            thread.Join();
        }
    }

    [Fact]
    public void Reconcile_makes_a_flushed_table_anew_too()
    {
        Start("c1", "bridge", "8080:80");
        string before = Rules();
        Host.Output("nft", "flush", "ruleset");
        OnHost(() => Store.Reconcile(_ => true));
        Assert.Equal(before, Rules());
    }

    [Fact]
    public void Flushing_iptables_does_not_touch_it()
    {
        (Node node, _) = Start("c1", "bridge", "8080:80");
        foreach (string table in new[] { "filter", "nat", "mangle", "raw" })
        {
            Host.Output("iptables", "-t", table, "-F");
            Host.Output("iptables", "-t", table, "-X");
        }

        using (node.Serve("c1", "0.0.0.0", 80))
            Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
    }

    [Fact]
    public void An_element_that_is_in_the_way_does_not_stop_a_container()
    {
        Start("c1", "bridge");
        Host.Output("nft", "add element inet husk ports4 { tcp . 8080 : 10.9.9.9 . 1 }");
        (Node node, _) = Start("c2", "bridge", "8080:80");
        using (node.Serve("c2", "0.0.0.0", 80))
            Assert.Equal("c2 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
        OnHost(() => Store.Unpublish("c2", Husk.Networks.Ports.PortMapping.Parse("8080:80")));
        Host.Output("nft", "flush map inet husk ports4");
        OnHost(() => Store.Release("c2"));
    }

    [Theory]
    [InlineData("iptables")]
    [InlineData("iptables-legacy")]
    public void A_policy_of_somebody_else_that_drops_is_told(string program)
    {
        Host.Output(program, "-P", "FORWARD", "DROP");
        Start("c1", "bridge");
        string warning =
            Assert.Single(Notices, notice => notice.Contains("drops forwarded packets", StringComparison.Ordinal));
        Assert.Contains("the chain FORWARD", warning, StringComparison.Ordinal);
        Assert.Equal([warning], OnHost(NetworkStore.Warnings));
        Host.Output(program, "-P", "FORWARD", "ACCEPT");
        Assert.Empty(OnHost(NetworkStore.Warnings));
    }

    [Fact]
    public void Networks_come_and_go_as_elements_and_a_removed_network_leaves_none()
    {
        Start("c1", "bridge");
        string before = Rules();
        Network network = Create(new NetworkSpec("n") { Ipv6 = true, Internal = true });
        Start("c2", "n");
        Assert.Contains(network.BridgeName, Rules(), StringComparison.Ordinal);
        var refusal = Assert.Throws<NetworkException>(() => OnHost(() => Store.Remove("n")));
        Assert.Equal(NetworkFault.Forbidden, refusal.Fault);
        Assert.StartsWith("error while removing network: network n has active endpoints (name:\"c2-name\" id:\"",
            refusal.Message, StringComparison.Ordinal);
        OnHost(() => Store.Release("c2"));
        OnHost(() => Store.Remove("n"));
        Assert.Equal(before, Rules());
        Assert.DoesNotContain(network.BridgeName, OwnLinks());
        Assert.Equal(NetworkFault.NotFound, Assert.Throws<NetworkException>(() => OnHost(() => Store.Find("n"))).Fault);
    }

    [Fact]
    public void The_five_hundredth_port_costs_what_the_first_did()
    {
        Start("c1", "bridge", "7000:80");
        TimeSpan first = Publish(8000, 20);
        Publish(9000, 460);
        TimeSpan last = Publish(10000, 20);
        Assert.Equal(501, Store.BindingsOf("c1").Count);
        Assert.True(last < first * 4 + TimeSpan.FromMilliseconds(100),
            $"20 ports took {first.TotalMilliseconds:f1} ms first, {last.TotalMilliseconds:f1} ms after 480 more");

        TimeSpan Publish(int port, int count)
        {
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < count; i++)
                OnHost(() => Store.Publish("c1", Husk.Networks.Ports.PortMapping.Parse($"{port + i}:80")));
            return watch.Elapsed;
        }
    }
}
