// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>The IP addresses of network interfaces (rtnetlink(7), RTM_GETADDR and RTM_NEWADDR).</summary>
public static class Addresses
{
    /// <summary>
    /// What somebody asked for when the address was made, as opposed to what the kernel has found out since.
    /// </summary>
    private const uint Wishes = IFA_F_NODAD | IFA_F_HOMEADDRESS | IFA_F_MANAGETEMPADDR | IFA_F_NOPREFIXROUTE;

    /// <summary>All addresses of an interface, of every family.</summary>
    public static IReadOnlyList<InterfaceAddress> List(NetlinkSocket socket, Link link)
    {
        var addresses = new List<InterfaceAddress>();
        NetlinkRequest request = new NetlinkRequest(RTM_GETADDR, NLM_F_DUMP, "all").Head(default(ifaddrmsg));
        foreach (NetlinkMessage message in socket.Send(request))
        {
            if (message.Type == RTM_NEWADDR && message.Head<ifaddrmsg>().ifa_index == link.Index)
                addresses.Add(Read(message));
        }

        return addresses;
    }

    /// <summary>Gives an interface an address, for good.</summary>
    public static void Add(NetlinkSocket socket, Link link, InterfaceAddress address)
    {
        const int flags = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
        string told = $"{Text(address)} on {Strace.Quote(link.Name)}";
        NetlinkRequest request = new NetlinkRequest(RTM_NEWADDR, flags, told)
            .Head(new ifaddrmsg
            {
                ifa_family = (byte)address.Family,
                ifa_prefixlen = (byte)address.PrefixLength,
                ifa_scope = (byte)address.Scope,
                ifa_index = (uint)link.Index,
            })
            .Number(IFA_FLAGS, address.Flags & Wishes)
            .Bytes(IFA_ADDRESS, address.Address);
        if (address.Local.Length > 0)
            request.Bytes(IFA_LOCAL, address.Local);
        if (address.Broadcast.Length > 0)
            request.Bytes(IFA_BROADCAST, address.Broadcast);
        if (address.Priority != 0)
            request.Number(IFA_RT_PRIORITY, address.Priority);
        socket.Send(request);
    }

    private static InterfaceAddress Read(NetlinkMessage message)
    {
        ifaddrmsg head = message.Head<ifaddrmsg>();
        uint flags = head.ifa_flags;
        byte[] address = [], local = [], broadcast = [];
        uint priority = 0;
        NetlinkAttributes attributes = message.AttributesAfter<ifaddrmsg>();
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case IFA_ADDRESS: address = attributes.Payload.ToArray(); break;
                case IFA_LOCAL: local = attributes.Payload.ToArray(); break;
                case IFA_BROADCAST: broadcast = attributes.Payload.ToArray(); break;
                // All of them; the head has room for eight bits (rtnetlink(7), IFA_FLAGS).
                case IFA_FLAGS: flags = attributes.Number; break;
                case IFA_RT_PRIORITY: priority = attributes.Number; break;
            }
        }

        return new InterfaceAddress(
            head.ifa_family, head.ifa_prefixlen, head.ifa_scope, flags, address, local, broadcast, priority);
    }

    private static string Text(InterfaceAddress address)
    {
        byte[] own = address.Local.Length > 0 ? address.Local : address.Address;
        return $"{Text(address.Family, own)}/{address.PrefixLength}";
    }

    /// <summary>192.0.2.1, or 2001:0db8:... in full.</summary>
    internal static string Text(int family, ReadOnlySpan<byte> own)
    {
        var text = new StringBuilder();
        for (int i = 0; i < own.Length; i++)
        {
            if (family == AF_INET)
                text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ".")}{own[i]}");
            else
                text.Append(CultureInfo.InvariantCulture, $"{(i > 0 && i % 2 == 0 ? ":" : "")}{own[i]:x2}");
        }

        return text.ToString();
    }
}
