// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Linux.Nftables;
using Husk.Networks.Dns;

namespace Husk.Networks.Firewall;

/// <summary>
/// The one table in a container's network namespace: it leads questions for port 53 of the resolver's address to the port
/// that the resolver has, so that a name server in the container can have port 53 of every address (bind(2), EADDRINUSE).
/// </summary>
internal static class ResolverRedirect
{
    /// <summary>As nft(8) reads it; whether it is there already or not.</summary>
    private static readonly string Text = string.Create(CultureInfo.InvariantCulture, $$"""
        table ip {{RulesetText.Table}}
        delete table ip {{RulesetText.Table}}
        table ip {{RulesetText.Table}} {
          chain output {
            type nat hook output priority -100; policy accept;
            ip daddr {{Resolver.Address}} meta l4proto { tcp, udp } th dport 53 dnat to {{Resolver.Address}}:{{Resolver.Port}}
          }
        }

        """);

    public static void Put(BorrowedFd networkNamespace)
    {
        // Loaded out here: nothing that may start a thread belongs inside.
        NftablesLibrary nftables = NftablesLibrary.Load();
        NetworkNamespace.Within(networkNamespace, () => nftables.Run(Text));
    }
}
