// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux.Netlink;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Nftables;

/// <summary>
/// What can be asked of the kernel's firewall without libnftables, in one message (linux/netfilter/nf_tables.h).
/// </summary>
public static class FirewallTable
{
    private const int GetTable = (NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_GETTABLE;
    private const int GetChain = (NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_GETCHAIN;

    /// <summary>
    /// The comment of a table of the family <c>inet</c>: empty when it has none, null when there is no such table.
    /// </summary>
    public static string? Comment(NetlinkSocket netfilter, string table)
    {
        try
        {
            NetlinkRequest request = new NetlinkRequest(GetTable, 0, $"table inet {Strace.Quote(table)}")
                .Head(new nfgenmsg { nfgen_family = NFPROTO_INET })
                .Text(NFTA_TABLE_NAME, table);
            NetlinkAttributes attributes = netfilter.Send(request)[0].AttributesAfter<nfgenmsg>();
            while (attributes.Next())
            {
                // libnftnl's udata: type 0 (comment), length, text with its NUL.
                if (attributes.Type == NFTA_TABLE_USERDATA && attributes.Payload is [0, byte length, ..])
                    return Encoding.UTF8.GetString(attributes.Payload.Slice(2, length).TrimEnd((byte)0));
            }

            return "";
        }
        catch (SyscallException e) when (e.Errno == ENOENT)
        {
            return null;
        }
    }

    /// <summary>
    /// The chains that drop every forwarded packet that no rule of theirs accepts: <c>table chain</c>.
    /// </summary>
    public static IReadOnlyList<(string Table, string Chain)> DroppingForward(NetlinkSocket netfilter)
    {
        var found = new List<(string, string)>();
        NetlinkRequest request = new NetlinkRequest(GetChain, NLM_F_DUMP, "all chains").Head(default(nfgenmsg));
        foreach (NetlinkMessage message in netfilter.Send(request))
        {
            string table = "", chain = "";
            bool forwards = false, drops = false;
            NetlinkAttributes attributes = message.AttributesAfter<nfgenmsg>();
            while (attributes.Next())
            {
                switch (attributes.Type)
                {
                    case NFTA_CHAIN_TABLE: table = attributes.Text; break;
                    case NFTA_CHAIN_NAME: chain = attributes.Text; break;
                    case NFTA_CHAIN_HOOK: forwards = Hook(attributes.Payload) == NF_INET_FORWARD; break;
                    case NFTA_CHAIN_POLICY: drops = BigEndian(attributes.Number) == NF_DROP; break;
                }
            }

            if (forwards && drops)
                found.Add((table, chain));
        }

        return found;
    }

    private static uint Hook(ReadOnlySpan<byte> nested)
    {
        var attributes = new NetlinkAttributes(nested);
        while (attributes.Next())
        {
            if (attributes.Type == NFTA_HOOK_HOOKNUM)
                return BigEndian(attributes.Number);
        }

        return uint.MaxValue;
    }

    /// <summary>Unlike rtnetlink, netfilter speaks in network byte order.</summary>
    private static uint BigEndian(uint number) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(number);
}
