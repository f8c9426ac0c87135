// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Netlink;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Nftables;

/// <summary>
/// Changes sets and maps of a table of the family <c>inet</c> by messages of our own (linux/netfilter/nf_tables.h).
/// libnftables takes milliseconds to load, and asks for every element that there is before it adds one.
/// </summary>
public static class SetElements
{
    /// <summary>An attribute has 16 bits for its length: 500 elements of 100 bytes are less.</summary>
    private const int MostOfMessage = 500;

    /// <summary>Deletes some elements and adds others, in one transaction: all of it, or nothing.</summary>
    /// <param name="netfilter">
    /// A socket of the protocol NETLINK_NETFILTER. Best closed some time after this: the kernel lets go of what was
    /// deleted beside, and whoever closes such a socket before it has begun waits until it is done, some milliseconds
    /// (nft_rcv_nl_event of net/netfilter/nf_tables_api.c).
    /// </param>
    /// <param name="table">The table.</param>
    /// <param name="delete">What is deleted.</param>
    /// <param name="add">What is added; where it is there already with the same value, nothing happens.</param>
    /// <exception cref="SyscallException">
    /// ENOENT: no such table, no such set, no such element to delete. EEXIST, EBUSY: a key has another value.
    /// </exception>
    public static void Change(
        NetlinkSocket netfilter, string table, IReadOnlyList<SetElement> delete, IReadOnlyList<SetElement> add)
    {
        if (delete.Count + add.Count == 0)
            return;
        netfilter.SendTogether(
        [
            Edge(NFNL_MSG_BATCH_BEGIN),
            .. delete.GroupBy(element => element.Set).SelectMany(set => set.Chunk(MostOfMessage))
                .Select(part => Message(NFT_MSG_DELSETELEM, 0, table, part)),
            .. add.GroupBy(element => element.Set).SelectMany(set => set.Chunk(MostOfMessage))
                .Select(part => Message(NFT_MSG_NEWSETELEM, NLM_F_CREATE, table, part)),
            Edge(NFNL_MSG_BATCH_END),
        ]);
    }

    private static NetlinkRequest Message(int type, int flags, string table, SetElement[] elements)
    {
        string told =
            $"{elements.Length} of {table} {elements[0].Set}, {(type == NFT_MSG_NEWSETELEM ? "add" : "delete")}";
        return new NetlinkRequest((NFNL_SUBSYS_NFTABLES << 8) | type, flags | NLM_F_ACK, told)
            .Head(new nfgenmsg { nfgen_family = NFPROTO_INET })
            .Text(NFTA_SET_ELEM_LIST_TABLE, table)
            .Text(NFTA_SET_ELEM_LIST_SET, elements[0].Set)
            .Nest(NFTA_SET_ELEM_LIST_ELEMENTS, list =>
            {
                foreach (SetElement element in elements)
                    list.Nest(NFTA_LIST_ELEM, one => Put(one, element, type == NFT_MSG_NEWSETELEM));
            });
    }

    private static void Put(NetlinkRequest request, SetElement element, bool withValue)
    {
        request.Nest(NFTA_SET_ELEM_KEY, key => key.Bytes(NFTA_DATA_VALUE, element.Key));
        if (withValue && element.Value is not null)
            request.Nest(NFTA_SET_ELEM_DATA, data => data.Bytes(NFTA_DATA_VALUE, element.Value));
    }

    /// <summary>What a transaction begins and ends with: it names the part of netfilter.</summary>
    private static NetlinkRequest Edge(int type) => new NetlinkRequest(type, 0, "a transaction of nftables")
        .Head(new nfgenmsg { res_id = BinaryPrimitives.ReverseEndianness((ushort)NFNL_SUBSYS_NFTABLES) });
}
