// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>The network interfaces of a socket's namespace (rtnetlink(7), RTM_GETLINK and RTM_SETLINK).</summary>
public static partial class Links
{
    /// <summary>
    /// The interface of that name, or of that other name of its (IFLA_ALT_IFNAME); null when there is none.
    /// </summary>
    public static Link? Find(NetlinkSocket socket, string name)
    {
        try
        {
            NetlinkRequest request = new NetlinkRequest(RTM_GETLINK, 0, Strace.Quote(name))
                .Head(default(ifinfomsg))
                .Text(Encoding.UTF8.GetByteCount(name) < IFNAMSIZ ? IFLA_IFNAME : IFLA_ALT_IFNAME, name);
            return Read(socket.Send(request)[0]);
        }
        catch (SyscallException e) when (e.Errno == ENODEV)
        {
            return null;
        }
    }

    /// <summary>The interface of that number.</summary>
    public static Link Get(NetlinkSocket socket, int index) =>
        Read(socket.Send(
            new NetlinkRequest(RTM_GETLINK, 0, $"index {index}").Head(new ifinfomsg { ifi_index = index }))[0]);

    /// <summary>All of them, by their numbers.</summary>
    public static IReadOnlyList<Link> List(NetlinkSocket socket)
    {
        var links = new List<Link>();
        NetlinkRequest request = new NetlinkRequest(RTM_GETLINK, NLM_F_DUMP, "all").Head(default(ifinfomsg));
        foreach (NetlinkMessage message in socket.Send(request))
            links.Add(Read(message));
        return links;
    }

    private static Link Read(NetlinkMessage message)
    {
        ifinfomsg head = message.Head<ifinfomsg>();
        var link = new Link(head.ifi_index, "", (head.ifi_flags & IFF_UP) != 0);
        NetlinkAttributes attributes = message.AttributesAfter<ifinfomsg>();
        while (attributes.Next())
        {
            link = attributes.Type switch
            {
                IFLA_IFNAME => link with { Name = attributes.Text },
                IFLA_MASTER => link with { Master = (int)attributes.Number },
                IFLA_MTU => link with { Mtu = (int)attributes.Number },
                IFLA_IFALIAS => link with { Alias = attributes.Text },
                IFLA_ADDRESS => link with { HardwareAddress = HardwareAddress(attributes.Payload) },
                IFLA_LINKINFO => link with { Kind = KindIn(attributes.Payload) },
                _ => link,
            };
        }

        return link;
    }

    private static string KindIn(ReadOnlySpan<byte> nested)
    {
        var attributes = new NetlinkAttributes(nested);
        while (attributes.Next())
        {
            if (attributes.Type == IFLA_INFO_KIND)
                return attributes.Text;
        }

        return "";
    }

    private static string HardwareAddress(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (byte part in bytes)
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : ":")}{part:x2}");
        return text.ToString();
    }
}
