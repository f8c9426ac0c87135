// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.RunFlags;

namespace Husk.Explain;

/// <summary><c>husk explain network</c> for every kind of network: each hop and rule is that kind's.</summary>
public sealed class NetworkModeTests(HuskFixture husk) : IClassFixture<HuskFixture>, IDisposable
{
    private const string Mode = "com.docker.network.bridge.gateway_mode_ipv4=";

    private readonly List<string> _networks = [];
    private readonly List<string> _containers = [];

    public void Dispose()
    {
        foreach (string container in Enumerable.Reverse(_containers))
            husk.Run("rm", "--force", container);
        foreach (string network in _networks)
            husk.Run("network", "rm", network);
    }

    [Fact]
    public void An_isolated_network_has_no_address_of_the_host_and_an_internal_one_leads_to_the_host_alone()
    {
        string isolated = Explained("iso", Network("alone", "--internal", "-o", Mode + "isolated"));
        Assert.Contains("the bridge of the network alone, in which this host has no address\n", isolated,
            StringComparison.Ordinal);
        Assert.Contains("  nothing leads out of this network\n", isolated, StringComparison.Ordinal);
        Assert.Contains("and else nobody, since nothing leads out", isolated, StringComparison.Ordinal);
        string inner = Explained("inner", Network("inside", "--internal"));
        Assert.Contains("nothing leads out of this network, but to this host's own address in it", inner,
            StringComparison.Ordinal);
        Assert.Contains("the network is internal", inner, StringComparison.Ordinal);
        Assert.DoesNotContain("masquerade", inner, StringComparison.Ordinal);
    }

    [Fact]
    public void A_routed_network_has_its_own_ports_and_an_unprotected_one_all_of_them()
    {
        string routed = Explained("routed", Network("way", "-o", Mode + "routed"), "-p", "80");
        string address = husk.Output("inspect", "-f", "{{.NetworkSettings.Networks.way.IPAddress}}", "routed").Trim();
        Assert.Contains($"  {address}:80/tcp, without a port of the host\n", routed, StringComparison.Ordinal);
        Assert.Contains("what is for a published port is let through, by the container's own address", routed,
            StringComparison.Ordinal);
        Assert.DoesNotContain("dnat", routed, StringComparison.Ordinal);
        string open = Explained("open", Network("bare", "-o", Mode + "nat-unprotected"), "-p", "18091:80");
        Assert.Contains("everything from other hosts is let through, published or not", open, StringComparison.Ordinal);
        Assert.Contains("  0.0.0.0:18091/tcp -> ", open, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_networks_are_two_paths_with_the_rules_told_once_and_names_once()
    {
        string two = Explained(
            "both", Network("one"), "--network", Network("two", "--ipv6"), "-p", "18092:80", "--hostname", "both");
        Assert.Equal(2, Count(two, "the other end of the cable"));
        Assert.Equal(1, Count(two, "(dnat)"));
        Assert.Equal(1, Count(two, "answers, and all else of a connection"));
        Assert.Equal(1, Count(two, "sent on to a published port is let through"));
        string six = husk.Output("inspect", "-f", "{{.NetworkSettings.Networks.two.GlobalIPv6Address}}", "both").Trim();
        Assert.Single(two.Split('\n'), line =>
            line.TrimStart().StartsWith("both ", StringComparison.Ordinal)
            && line.Contains(six + "  two", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_shares_a_network_is_told_whose()
    {
        Explained("owner", "bridge");
        string shared = Explained("guest", "container:owner");
        Assert.Contains("that of owner: the same addresses and ports", shared, StringComparison.Ordinal);
        Assert.Contains("whoever answers owner, whose /etc/resolv.conf it has", shared, StringComparison.Ordinal);
    }

    private static int Count(string text, string words) => text.Split(words).Length - 1;

    private string Network(string name, params string[] flags)
    {
        husk.Output(["network", "create", .. flags, name]);
        _networks.Add(name);
        return name;
    }

    private string Explained(string name, string network, params string[] flags)
    {
        _containers.Add(name);
        husk.Output(["run", "-d", "--name", name, "--network", network, .. flags, "busybox", "sleep", "1000"]);
        return husk.Output("explain", "network", name);
    }
}
