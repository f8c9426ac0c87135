// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Netlink;
using Husk.Linux.Nftables;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Firewall;

/// <summary>
/// Finds firewalls of others that drop what containers send: every table has its own verdict, and one drop is enough.
/// Docker and ufw set the policy of FORWARD to DROP; firewalld refuses what is in no zone of its own.
/// </summary>
internal static class ForwardPolicy
{
    /// <summary>A line for each; none where nothing is in the way.</summary>
    public static IReadOnlyList<string> Warnings()
    {
        using NetlinkSocket netfilter = NetlinkSocket.Open(NETLINK_NETFILTER);
        List<string> chains =
        [
            .. FirewallTable.DroppingForward(netfilter)
                .Where(chain => chain.Table != RulesetText.Table)
                .Select(chain => $"the chain {chain.Chain} of the table {chain.Table}"),
        ];
        if (LegacyTables.DropsForward())
            chains.Add("the chain FORWARD of iptables-legacy");
        return
        [
            .. chains.Distinct().Select(chain =>
                $"{chain} drops forwarded packets (docker and ufw set it so): containers reach other hosts only where it "
                + "accepts them, as with `iptables -I FORWARD -i BRIDGE -j ACCEPT; iptables -I FORWARD -o BRIDGE -j ACCEPT`, "
                + "or for ufw `ufw route allow in on BRIDGE; ufw route allow out on BRIDGE`"),
            .. FirewallTable.Comment(netfilter, "firewalld") is null ? (string[])[] :
            [
                "firewalld refuses packets of interfaces that are in no zone: "
                + "`firewall-cmd --permanent --zone=trusted --add-interface=BRIDGE && firewall-cmd --reload`",
            ],
        ];
    }
}
