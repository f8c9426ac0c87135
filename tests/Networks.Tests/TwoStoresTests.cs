// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Networks.Ports;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests;

/// <summary>Two stores on one host, as of two <c>--root</c>s: they have the bridge husk0 and the table
/// together.</summary>
public sealed class TwoStoresTests : Lab
{
    private readonly NetworkStore _other;
    private readonly List<Node> _nodes = [];

    public TwoStoresTests() =>
        _other = OnHost(() => NetworkStore.Open(Root + "2", RunDirectory + "2", OtherNotices.Add));

    private List<string> OtherNotices { get; } = [];

    [Fact]
    public void Each_has_its_addresses_and_ports_and_neither_takes_the_others()
    {
        (Node one, _) = Start("c1", "bridge", "8080:80");
        Node two = StartOther("c2", "bridge", "8081:80");
        using (one.Serve("one", "0.0.0.0", 80))
        {
            using (two.Serve("two", "0.0.0.0", 80))
            {
                AssertAnswers(8080, "one");
                AssertAnswers(8081, "two");
                Assert.StartsWith("two to ", one.Ask("192.0.2.1", 8081), StringComparison.Ordinal);

                OnHost(() => _other.Release("c2"));
                OnHost(_other.TakeDown);
                AssertAnswers(8080, "one");
                StartOther("c3", "bridge", "8082:80");
                OnHost(() => Store.Release("c1"));
                OnHost(Store.TakeDown);
            }
        }

        using (_nodes[^1].Serve("three", "0.0.0.0", 80))
            AssertAnswers(8082, "three");
        OnHost(() => _other.Release("c3"));
        OnHost(_other.TakeDown);
        Assert.Equal("", Rules());
    }

    [Fact]
    public void A_port_of_the_other_is_taken()
    {
        (Node one, _) = Start("c1", "bridge", "8080:80");
        var refusal = Assert.Throws<NetworkException>(() => StartOther("c2", "bridge", "8080:80", "8082:80"));
        Assert.Equal(NetworkFault.Conflict, refusal.Fault);
        Assert.Contains("another store of husk", refusal.Message, StringComparison.Ordinal);
        using (one.Serve("one", "0.0.0.0", 80))
            AssertAnswers(8080, "one");
        Assert.DoesNotContain("8082", Rules(), StringComparison.Ordinal);
        Assert.Equal(2, OwnLinks().Length);
    }

    [Fact]
    public void What_somebody_flushed_and_the_other_made_anew_is_no_obstacle_to_go()
    {
        Create(new NetworkSpec("own") { Subnets = [new SubnetSpec("10.66.0.0/24")] });
        Start("c1", "own", "8080:80");
        StartOther("c2", "bridge", "8081:80");
        Host.Output("nft", "flush", "ruleset");
        Node three = StartOther("c3", "bridge", "8082:80");
        OnHost(() => Store.Release("c1"));
        OnHost(() => Store.Remove("own"));
        using (three.Serve("three", "0.0.0.0", 80))
            AssertAnswers(8082, "three");
        OnHost(() => _other.Release("c2"));
        OnHost(() => _other.Release("c3"));
        OnHost(_other.TakeDown);
        Assert.Equal("", Rules());
    }

    [Fact]
    public void A_subnet_that_both_chose_when_neither_had_a_bridge_is_the_firsts()
    {
        // Both look now, and find nothing.
        Assert.Equal("10.207.0.0/24", Prefix(OnHost(() => Store.Find("bridge"))));
        Assert.Equal("10.207.0.0/24", Prefix(OnHost(() => _other.Find("bridge"))));
        Network mine = Create("made");
        Network others = OnHost(() => _other.Create(new NetworkSpec("made")));
        Assert.Equal(Prefix(mine), Prefix(others));
        (Node one, _) = Start("c1", "bridge made");
        Node two = StartOther("c2", "bridge made");
        Assert.Single(OtherNotices, notice => notice.StartsWith("moved the network bridge from 10.207.0.0/24 to ",
            StringComparison.Ordinal));
        string[] prefixes = Host.Output("ip", "-o", "-4", "route").Split('\n')
            .Select(line => line.Split(' ')[0]).Where(prefix => prefix.StartsWith("10.", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(4, prefixes.Length);
        Assert.Equal(prefixes.Distinct(), prefixes);
        foreach (Node node in (Node[])[one, two])
        {
            using (Lan.Serve("lan", "192.0.2.2", 80))
                Assert.Equal("lan to 192.0.2.1", node.Ask("192.0.2.2", 80));
        }

        // What was moved stays where it is.
        string moved = Prefix(OnHost(() => _other.Find("bridge")));
        OnHost(() => _other.Release("c2"));
        StartOther("c3", "bridge made");
        Assert.Equal(moved, Prefix(OnHost(() => _other.Find("bridge"))));
    }

    [Fact]
    public void A_subnet_that_the_user_chose_is_refused_where_another_bridge_has_it()
    {
        var spec = new NetworkSpec("made") { Subnets = [new SubnetSpec("10.66.0.0/24")] };
        Create(spec);
        Network others = OnHost(() => _other.Create(spec));
        Start("c1", "made");
        var refusal = Assert.Throws<NetworkException>(() => StartOther("c2", "made"));
        Assert.Equal(NetworkFault.Conflict, refusal.Fault);
        Assert.Contains("has 10.66.0.1/24, which overlaps with the subnet of the network made", refusal.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(others.BridgeName, OwnLinks());
    }

    [Fact]
    public void Stores_that_begin_at_the_same_instant_never_have_one_subnet_twice()
    {
        for (int i = 0; i < 5; i++)
        {
            string name = $"n{i}";
            Create(name);
            OnHost(() => _other.Create(new NetworkSpec(name)));
            Parallel.Invoke(() => Start("c" + name, name), () => StartOther("d" + name, name));
            string[] prefixes = Host.Output("ip", "-o", "-4", "route").Split('\n')
                .Select(line => line.Split(' ')[0]).Where(text => text.StartsWith("10.", StringComparison.Ordinal))
                .ToArray();
            Assert.Equal(prefixes.Distinct(), prefixes);
        }
    }

    private static string Prefix(Network network) => Assert.Single(network.Subnets).Prefix.ToString();

    public override void Dispose()
    {
        foreach (Node node in _nodes)
            node.Dispose();
        OnHost(() => _other.Reconcile(_ => false));
        base.Dispose();
    }

    private void AssertAnswers(int port, string name) =>
        Assert.Equal($"{name} to 192.0.2.2", Lan.Ask("192.0.2.1", port));

    private Node StartOther(string id, string networks, params string[] ports)
    {
        Sandbox sandbox = OnHost(() => _other.Setup(new SandboxSpec(id, id)
        {
            Endpoints = [.. networks.Split(' ').Select(network => new EndpointSpec(network))],
            Ports = [.. ports.SelectMany(PortMapping.Parse)],
        }));
        _nodes.Add(new Node(sandbox.Path));
        return _nodes[^1];
    }
}
