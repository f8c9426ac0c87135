// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Networks.Ports;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests;

/// <summary>Two stores on one host, as of two <c>--root</c>s: they have the bridge husk0 and the table
/// together.</summary>
public sealed class TwoStoresTests : Lab
{
    private readonly NetworkStore _other;
    private readonly List<Node> _nodes = [];

    public TwoStoresTests() => _other = OnHost(() => NetworkStore.Open(Root + "2", RunDirectory + "2"));

    [Fact]
    public void Each_has_its_addresses_and_ports_and_neither_takes_the_others()
    {
        (Node one, _) = Start("c1", "bridge", "8080:80");
        Node two = StartOther("c2", "8081:80");
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
                StartOther("c3", "8082:80");
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
        var refusal = Assert.Throws<NetworkException>(() => StartOther("c2", "8080:80", "8082:80"));
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
        StartOther("c2", "8081:80");
        Host.Output("nft", "flush", "ruleset");
        Node three = StartOther("c3", "8082:80");
        OnHost(() => Store.Release("c1"));
        OnHost(() => Store.Remove("own"));
        using (three.Serve("three", "0.0.0.0", 80))
            AssertAnswers(8082, "three");
        OnHost(() => _other.Release("c2"));
        OnHost(() => _other.Release("c3"));
        OnHost(_other.TakeDown);
        Assert.Equal("", Rules());
    }

    public override void Dispose()
    {
        foreach (Node node in _nodes)
            node.Dispose();
        OnHost(() => _other.Reconcile(_ => false));
        base.Dispose();
    }

    private void AssertAnswers(int port, string name) =>
        Assert.Equal($"{name} to 192.0.2.2", Lan.Ask("192.0.2.1", port));

    private Node StartOther(string id, params string[] ports)
    {
        Sandbox sandbox = OnHost(() => _other.Setup(new SandboxSpec(id, id)
        {
            Endpoints = [new EndpointSpec("bridge")],
            Ports = [.. ports.SelectMany(PortMapping.Parse)],
        }));
        _nodes.Add(new Node(sandbox.Path));
        return _nodes[^1];
    }
}
