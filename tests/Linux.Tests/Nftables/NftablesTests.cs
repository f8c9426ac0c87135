// SPDX-License-Identifier: Apache-2.0
using System;
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

    public void Dispose()
    {
        _netfilter.Dispose();
        _namespaces.Dispose();
    }

    private string Run(string commands) =>
        NetworkNamespace.Within(_namespaces.First, () => NftablesLibrary.Load().Run(commands));
}
