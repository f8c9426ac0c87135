// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>
/// What the kernel remembers of connections, and where it has led each of them (linux/netfilter/nfnetlink_conntrack.h).
/// Rules are asked for the first packet alone: until it is forgotten, a connection goes where that one went.
/// </summary>
public static class Connections
{
    private const int Get = (NFNL_SUBSYS_CTNETLINK << 8) | IPCTNL_MSG_CT_GET;
    private const int Delete = (NFNL_SUBSYS_CTNETLINK << 8) | IPCTNL_MSG_CT_DELETE;

    /// <summary>
    /// CTA_FILTER_F_CTA_PROTO_NUM and CTA_FILTER_F_CTA_PROTO_DST_PORT of the kernel's
    /// net/netfilter/nf_conntrack_netlink.c, which no header of user space has.
    /// </summary>
    private const uint ByProtocolAndPort = (1 << 3) | (1 << 5);

    /// <summary>
    /// Forgets the datagrams that were sent to a port of this host, or through it to one of another: those have no end
    /// that the kernel would notice.
    /// </summary>
    /// <param name="netfilter">A socket of the protocol NETLINK_NETFILTER.</param>
    /// <param name="family">AF_INET or AF_INET6.</param>
    /// <param name="protocol">IPPROTO_UDP.</param>
    /// <param name="address">The address they were sent to, as bytes; null for every one.</param>
    /// <param name="port">The port they were sent to.</param>
    /// <returns>How many were forgotten.</returns>
    public static int Forget(NetlinkSocket netfilter, int family, byte protocol, byte[]? address, int port)
    {
        string told = $"connections to port {port}";
        NetlinkRequest request = new NetlinkRequest(Get, NLM_F_DUMP, told)
            .Head(new nfgenmsg { nfgen_family = (byte)family })
            .Nest(CTA_TUPLE_ORIG, tuple => tuple.Nest(CTA_TUPLE_PROTO, wanted => wanted
                .Byte(CTA_PROTO_NUM, protocol)
                .Bytes(CTA_PROTO_DST_PORT, [(byte)(port >> 8), (byte)port])))
            .Nest(CTA_FILTER, filter => filter
                .Number(CTA_FILTER_ORIG_FLAGS, ByProtocolAndPort)
                .Number(CTA_FILTER_REPLY_FLAGS, 0));
        int forgotten = 0;
        foreach (NetlinkMessage message in netfilter.Send(request))
        {
            ReadOnlySpan<byte> tuple = Payload(message.AttributesAfter<nfgenmsg>(), CTA_TUPLE_ORIG);
            // A kernel that knows no filter lists all of them.
            if (IsMeant(tuple, protocol, address, port) && DeleteOne(netfilter, family, tuple, told))
                forgotten++;
        }

        return forgotten;
    }

    private static bool IsMeant(ReadOnlySpan<byte> tuple, byte protocol, byte[]? address, int port)
    {
        ReadOnlySpan<byte> ways = Payload(new NetlinkAttributes(tuple), CTA_TUPLE_PROTO);
        if (Payload(new NetlinkAttributes(ways), CTA_PROTO_NUM) is not [var number] || number != protocol
            || Payload(new NetlinkAttributes(ways), CTA_PROTO_DST_PORT) is not { Length: 2 } to
            || BinaryPrimitives.ReadUInt16BigEndian(to) != port)
        {
            return false;
        }

        return address is null || Payload(
            new NetlinkAttributes(Payload(new NetlinkAttributes(tuple), CTA_TUPLE_IP)),
            address.Length == 4 ? CTA_IP_V4_DST : CTA_IP_V6_DST).SequenceEqual(address);
    }

    private static bool DeleteOne(NetlinkSocket netfilter, int family, ReadOnlySpan<byte> tuple, string told)
    {
        try
        {
            netfilter.Send(new NetlinkRequest(Delete, NLM_F_ACK, told)
                .Head(new nfgenmsg { nfgen_family = (byte)family })
                .Bytes(CTA_TUPLE_ORIG | NLA_F_NESTED, tuple));
            return true;
        }
        catch (SyscallException e) when (e.Errno == ENOENT)
        {
            // It has just come to its end.
            return false;
        }
    }

    private static ReadOnlySpan<byte> Payload(NetlinkAttributes attributes, int type)
    {
        while (attributes.Next())
        {
            if (attributes.Type == type)
                return attributes.Payload;
        }

        return [];
    }
}
