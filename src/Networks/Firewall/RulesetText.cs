// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Networks.Ports;

namespace Husk.Networks.Firewall;

/// <summary>
/// Our table as nft(8) reads it. The rules are always the same; networks and ports are elements of sets and maps, so
/// that one more of them costs one element and a packet the same few look-ups however many there are.
/// </summary>
/// <remarks>
/// A verdict of <c>accept</c> ends this table's chain and no other: what somebody else drops stays dropped, and who
/// wants to drop more puts it into a table of his own.
/// </remarks>
internal static class RulesetText
{
    public const string Table = "husk";

    /// <summary>The comment of the table. Another one is that of another version's rules.</summary>
    public const string Version = "husk 3";

    /// <summary>
    /// <list type="bullet">
    /// <item><c>raw</c>: with route_localnet a container could otherwise reach what listens on the host's loopback
    /// (CVE-2020-8558 in Kubernetes).</item>
    /// <item><c>prerouting</c>: a neighbour could otherwise reach what is published on 127.0.0.1 alone (moby issue
    /// 45610); without the rule, such a packet goes to the kernel, which drops it as a martian.</item>
    /// <item><c>output</c>: an answer to ::1 that comes from a bridge is dropped whatever the rules say
    /// (rt6_need_strict of net/ipv6/route.c). Who asks there is to hear at once that nobody listens, and may try
    /// 127.0.0.1.</item>
    /// <item><c>forward</c>: most packets are answers, or of a connection that was let through, whoever's it is: they
    /// meet no set.</item>
    /// <item><c>postrouting</c>: an answer must come back through here where the asker is on the bridge himself, or on
    /// the host's loopback, which nobody can answer to.</item>
    /// </list>
    /// </summary>
    private const string Chains = """
          chain raw {
            type filter hook prerouting priority raw; policy accept;
            ip daddr 127.0.0.0/8 iifname @bridges drop
          }
          chain prerouting {
            type nat hook prerouting priority dstnat; policy accept;
            iifname != "lo" ip daddr 127.0.0.0/8 return
            fib daddr type local goto publish
          }
          chain output {
            type nat hook output priority -100; policy accept;
            ip6 daddr ::1 return
            fib daddr type local goto publish
          }
          chain publish {
            dnat ip to ip daddr . meta l4proto . th dport map @ports4at
            dnat ip6 to ip6 daddr . meta l4proto . th dport map @ports6at
            dnat ip to meta l4proto . th dport map @ports4
            dnat ip6 to meta l4proto . th dport map @ports6
          }
          chain postrouting {
            type nat hook postrouting priority srcnat; policy accept;
            ct status dnat oifname . ip saddr @own4 masquerade
            ct status dnat oifname . ip6 saddr @own6 masquerade
            oifname @bridges ip saddr 127.0.0.0/8 masquerade
            oifname != @bridges ip saddr @masquerade4 masquerade
            oifname != @bridges ip6 saddr @masquerade6 masquerade
          }
          chain forward {
            type filter hook forward priority filter; policy accept;
            ct state established,related accept
            iifname @bridges goto bridged
            oifname @bridges goto bridged
          }
          chain bridged {
            iifname . oifname @connected accept
            iifname @internal goto refuse
            oifname @internal goto refuse
            ct status dnat accept
            ip daddr . meta l4proto . th dport @open4 accept
            ip6 daddr . meta l4proto . th dport @open6 accept
            oifname @bridges iifname @bridges goto refuse
            ip daddr @unprotected4 accept
            ip6 daddr @unprotected6 accept
            oifname @bridges goto refuse
            accept
          }
          chain refuse {
            iifname @bridges reject with icmpx admin-prohibited
            drop
          }
        """;

    private static readonly (string Declaration, string Name)[] Sets =
    [
        ("set bridges { type ifname;", "bridges"),
        ("set connected { type ifname . ifname;", "connected"),
        ("set internal { type ifname;", "internal"),
        ("set own4 { type ifname . ipv4_addr; flags interval;", "own4"),
        ("set own6 { type ifname . ipv6_addr; flags interval;", "own6"),
        ("set masquerade4 { type ipv4_addr; flags interval;", "masquerade4"),
        ("set masquerade6 { type ipv6_addr; flags interval;", "masquerade6"),
        ("set open4 { type ipv4_addr . inet_proto . inet_service;", "open4"),
        ("set open6 { type ipv6_addr . inet_proto . inet_service;", "open6"),
        ("set unprotected4 { type ipv4_addr; flags interval;", "unprotected4"),
        ("set unprotected6 { type ipv6_addr; flags interval;", "unprotected6"),
        ("map ports4 { type inet_proto . inet_service : ipv4_addr . inet_service;", "ports4"),
        ("map ports6 { type inet_proto . inet_service : ipv6_addr . inet_service;", "ports6"),
        ("map ports4at { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service;", "ports4at"),
        ("map ports6at { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service;", "ports6at"),
    ];

    /// <summary>A transaction after which there is no table, whether there was one or not.</summary>
    public const string Gone = $"table inet {Table}\ndelete table inet {Table}\n";

    /// <summary>A transaction that replaces the table, whether there is one or not.</summary>
    public static string Whole(IReadOnlyList<Network> networks, IReadOnlyList<PortLease> leases)
    {
        ILookup<string, string> elements = networks.SelectMany(Elements)
            .Concat(leases.Select(lease => Element(lease, networks)))
            .ToLookup(element => element.Set, element => element.Text);
        var text = new StringBuilder($"{Gone}table inet {Table} {{\n");
        text.Append($"  comment \"{Version}\"\n");
        foreach ((string declaration, string name) in Sets)
        {
            text.Append("  ").Append(declaration);
            if (elements[name].Any())
                text.Append(" elements = { ").AppendJoin(", ", elements[name]).Append(" };");
            text.Append(" }\n");
        }

        return text.Append(Chains).Append("\n}\n").ToString();
    }

    /// <summary>A transaction that adds elements, or deletes them.</summary>
    public static string Change(string verb, IEnumerable<(string Set, string Text)> elements) =>
        string.Concat(elements.GroupBy(element => element.Set, element => element.Text)
            .Select(group => $"{verb} element inet {Table} {group.Key} {{ {string.Join(", ", group)} }}\n"));

    /// <summary>What a network is to the rules; nothing unless it has a bridge.</summary>
    public static IEnumerable<(string Set, string Text)> Elements(Network network)
    {
        if (network.Driver != NetworkDrivers.Bridge)
            yield break;
        string bridge = $"\"{network.BridgeName}\"";
        yield return ("bridges", bridge);
        if (network.IsConnected)
            yield return ("connected", $"{bridge} . {bridge}");
        if (network.Internal)
            yield return ("internal", bridge);
        foreach (Subnet subnet in network.Subnets)
        {
            string family = subnet.IsIpv4 ? "4" : "6";
            yield return ("own" + family, $"{bridge} . {subnet.Prefix}");
            if (network.Masquerades(subnet))
                yield return ("masquerade" + family, subnet.Prefix.ToString());
            if (network.ModeOf(subnet) == GatewayMode.NatUnprotected)
                yield return ("unprotected" + family, subnet.Prefix.ToString());
        }
    }

    /// <summary>What a published port is to the rules.</summary>
    public static (string Set, string Text) Element(PortLease lease, IReadOnlyList<Network> networks)
    {
        PortBinding binding = lease.Binding;
        string set = PortElement.SetOf(lease, networks);
        string protocol = binding.Protocol.ToString().ToLowerInvariant();
        if (set.StartsWith("open", StringComparison.Ordinal))
            return (set, $"{lease.Target} . {protocol} . {binding.ContainerPort}");
        string port = $"{protocol} . {binding.HostPort} : {lease.Target} . {binding.ContainerPort}";
        return (set, binding.IsEverywhere ? port : $"{binding.HostAddress} . {port}");
    }
}
