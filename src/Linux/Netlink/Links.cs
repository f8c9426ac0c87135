// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>The network interfaces of a socket's namespace (rtnetlink(7), RTM_GETLINK and RTM_SETLINK).</summary>
public static class Links
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

    public static void SetUp(NetlinkSocket socket, Link link) => SetFlags(socket, link, IFF_UP);

    public static void SetDown(NetlinkSocket socket, Link link) => SetFlags(socket, link, 0);

    /// <summary>
    /// Moves an interface to another network namespace and renames it there, in one request. It arrives down and
    /// without addresses; its hardware address and MTU go with it.
    /// </summary>
    /// <param name="socket">A socket of the namespace it is in.</param>
    /// <param name="link">The interface.</param>
    /// <param name="networkNamespace">The namespace it goes to.</param>
    /// <param name="name">
    /// Its name there; with <c>%d</c> at its end the kernel puts a number that makes it unique.
    /// </param>
    /// <param name="index">Its number there. EBUSY when another interface has it.</param>
    public static void Move(NetlinkSocket socket, Link link, BorrowedFd networkNamespace, string name, int index) =>
        socket.Send(
            new NetlinkRequest(
                RTM_SETLINK,
                NLM_F_ACK,
                $"{Strace.Quote(link.Name)} to {Strace.Descriptor(networkNamespace)} as {Strace.Quote(name)}")
                .Head(new ifinfomsg { ifi_index = link.Index })
                .Text(IFLA_IFNAME, name)
                .Number(IFLA_NET_NS_FD, (uint)networkNamespace.Number)
                .Number(IFLA_NEW_IFINDEX, (uint)index));

    private static void SetFlags(NetlinkSocket socket, Link link, uint flags) =>
        socket.Send(
            new NetlinkRequest(RTM_SETLINK, NLM_F_ACK, Strace.Quote(link.Name) + (flags == 0 ? " down" : " up"))
                .Head(new ifinfomsg { ifi_index = link.Index, ifi_flags = flags, ifi_change = IFF_UP }));

    private static Link Read(NetlinkMessage message)
    {
        ifinfomsg head = message.Head<ifinfomsg>();
        string name = "";
        NetlinkAttributes attributes = message.AttributesAfter<ifinfomsg>();
        while (attributes.Next())
        {
            if (attributes.Type == IFLA_IFNAME)
                name = attributes.Text;
        }

        return new Link(head.ifi_index, name, (head.ifi_flags & IFF_UP) != 0);
    }
}
