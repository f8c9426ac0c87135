// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Netlink;
using Husk.Linux.Nftables;
using Husk.Linux.Tests.Netlink;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Nftables;

/// <summary>libnftables(3) in a network namespace of the test's.</summary>
public sealed class NftablesTests : IDisposable
{
    private readonly NetworkNamespaces _namespaces = new();
    private readonly NetlinkSocket _netfilter;

    public NftablesTests() =>
        _netfilter = NetworkNamespace.Within(_namespaces.First, () => NetlinkSocket.Open(NETLINK_NETFILTER));

    [Fact]
    public void A_table_is_found_by_its_comment()
    {
        Assert.Null(FirewallTable.Comment(_netfilter, "t"));
        Run("table inet t { comment \"version 7\"; }");
        Assert.Equal("version 7", FirewallTable.Comment(_netfilter, "t"));
        Run("table inet plain");
        Assert.Equal("", FirewallTable.Comment(_netfilter, "plain"));
        Assert.Contains("version 7", Run("list table inet t"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transaction_that_fails_changes_nothing_and_tells_why_on_one_line()
    {
        var refusal = Assert.Throws<NftablesException>(() => Run("add table inet t\nadd rule inet t nowhere accept"));
        Assert.True(refusal.IsMissing);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Contains("No such file or directory", refusal.Message, StringComparison.Ordinal);
        Assert.Null(FirewallTable.Comment(_netfilter, "t"));
        var mistake = Assert.Throws<NftablesException>(() => Run("add tabel inet t"));
        Assert.False(mistake.IsMissing);
        Assert.Contains("syntax error", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chains_that_drop_what_is_forwarded_are_told_and_others_are_not()
    {
        Run("""
            table ip filter {
              chain FORWARD { type filter hook forward priority 0; policy drop; }
              chain INPUT { type filter hook input priority 0; policy drop; }
            }
            table inet other { chain forward { type filter hook forward priority 0; policy accept; }; chain plain { drop; }; }
            """);
        Assert.Equal([("filter", "FORWARD")], FirewallTable.DroppingForward(_netfilter));
    }

    [Fact]
    public void Elements_come_and_go_in_one_transaction_and_all_or_none_of_them()
    {
        Run("""
            table inet t {
              map m { type inet_proto . inet_service : ipv4_addr . inet_service; }
              set s { type ipv4_addr . inet_proto . inet_service; }
            }
            """);
        SetElement port = new("m", [6, 0, 0, 0, 0x1f, 0x90, 0, 0], [10, 0, 0, 2, 0, 80, 0, 0]);
        SetElement other = new("m", [17, 0, 0, 0, 0, 53, 0, 0], [10, 0, 0, 3, 0, 53, 0, 0]);
        SetElement open = new("s", [10, 0, 0, 2, 132, 0, 0, 0, 0, 80, 0, 0], null);
        SetElements.Change(_netfilter, "t", [], [port, open]);
        string listed = Run("list table inet t");
        Assert.Contains("elements = { tcp . 8080 : 10.0.0.2 . 80 }", listed, StringComparison.Ordinal);
        Assert.Contains("elements = { 10.0.0.2 . sctp . 80 }", listed, StringComparison.Ordinal);

        // It is there already; and what has another value, or is not there, undoes the rest.
        SetElements.Change(_netfilter, "t", [], [port]);
        Assert.Throws<SyscallException>(() => SetElements.Change(_netfilter, "t", [], [other, port with
        {
            Value = [10, 0, 0, 9, 0, 80, 0, 0],
        }]));
        var missing = Assert.Throws<SyscallException>(() => SetElements.Change(_netfilter, "t", [other], [open with
        {
            Key = [10, 0, 0, 8, 132, 0, 0, 0, 0, 80, 0, 0],
        }]));
        Assert.Equal(ENOENT, missing.Errno);
        Assert.Contains("1 of t m, delete", missing.Message, StringComparison.Ordinal);
        Assert.Equal(
            ENOENT, Assert.Throws<SyscallException>(() => SetElements.Change(_netfilter, "nothing", [], [port])).Errno);
        Assert.Equal(listed, Run("list table inet t"));

        SetElements.Change(_netfilter, "t", [port, open], [other]);
        listed = Run("list table inet t");
        Assert.Contains("elements = { udp . 53 : 10.0.0.3 . 53 }", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("sctp", listed, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_elements_are_one_transaction_too()
    {
        Run("table inet t { map m { type inet_proto . inet_service : ipv4_addr . inet_service; }; }");
        SetElement[] many = [.. Enumerable.Range(1, 10_000).Select(port =>
            new SetElement("m", [6, 0, 0, 0, (byte)(port >> 8), (byte)port, 0, 0], [10, 0, 0, 2, 0, 80, 0, 0]))];
        SetElements.Change(_netfilter, "t", [], many);
        Assert.Contains("tcp . 10000 : 10.0.0.2 . 80", Run("list table inet t"), StringComparison.Ordinal);
        SetElements.Change(_netfilter, "t", many, []);
        Assert.DoesNotContain("elements", Run("list table inet t"), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _netfilter.Dispose();
        _namespaces.Dispose();
    }

    private string Run(string commands) =>
        NetworkNamespace.Within(_namespaces.First, () => NftablesLibrary.Load().Run(commands));
}
