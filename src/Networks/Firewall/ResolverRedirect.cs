// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Linux.Nftables;
using Husk.Networks.Dns;

namespace Husk.Networks.Firewall;

/// <summary>
/// The one table in a container's network namespace: it leads questions for port 53 of the resolver's address to the
/// port that the resolver has, so that a name server in the container can have port 53 of every address (bind(2),
/// EADDRINUSE).
/// </summary>
internal static class ResolverRedirect
{
    private const string Gone = $"table ip {RulesetText.Table}\ndelete table ip {RulesetText.Table}\n";

    /// <summary>As nft(8) reads it.</summary>
    private static readonly string Text = string.Create(CultureInfo.InvariantCulture, $$"""
        table ip {{RulesetText.Table}} {
          chain output {
            type nat hook output priority -100; policy accept;
            ip daddr {{Resolver.Address}} meta l4proto { tcp, udp } th dport 53 dnat to {{Resolver.Address}}:{{Resolver.Port}}
          }
        }

        """);

    /// <param name="networkNamespace">The container's.</param>
    /// <param name="isNew">
    /// Whether nobody has put anything there yet: only what was deleted is waited for, some milliseconds.
    /// </param>
    public static void Put(BorrowedFd networkNamespace, bool isNew)
    {
        // Loaded out here: nothing that may start a thread belongs inside.
        NftablesLibrary nftables = NftablesLibrary.Load();
        NetworkNamespace.Within(networkNamespace, () => nftables.Run(isNew ? Text : Gone + Text));
    }
}
