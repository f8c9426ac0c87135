// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

public static partial class Links
{
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

    public static void Rename(NetlinkSocket socket, Link link, string name) =>
        socket.Send(Set(link, "as " + Strace.Quote(name)).Text(IFLA_IFNAME, name));

    /// <param name="socket">A socket of the namespace it is in.</param>
    /// <param name="link">The interface.</param>
    /// <param name="mtu">In bytes.</param>
    public static void SetMtu(NetlinkSocket socket, Link link, int mtu) =>
        socket.Send(Set(link, $"mtu {mtu}").Number(IFLA_MTU, (uint)mtu));

    /// <summary>Writes to an interface what <c>ip link</c> shows of it to people; up to 255 bytes.</summary>
    public static void SetAlias(NetlinkSocket socket, Link link, string alias) =>
        socket.Send(Set(link, "alias " + Strace.Quote(alias)).Bytes(IFLA_IFALIAS, Encoding.UTF8.GetBytes(alias)));

    /// <summary>How a bridge treats one of its ports (ip-link(8), bridge_slave).</summary>
    /// <param name="socket">A socket of the namespace it is in.</param>
    /// <param name="port">An interface whose master is a bridge.</param>
    /// <param name="hairpin">Whether a frame may leave by the port it came in by.</param>
    /// <param name="isolated">Whether it reaches no other isolated port.</param>
    public static void SetBridgePort(NetlinkSocket socket, Link port, bool hairpin, bool isolated) =>
        socket.Send(Set(port, $"hairpin {hairpin}, isolated {isolated}").Nest(IFLA_LINKINFO, slave => slave
            .Text(IFLA_INFO_SLAVE_KIND, "bridge")
            .Nest(IFLA_INFO_SLAVE_DATA, wanted => wanted
                .Byte(IFLA_BRPORT_MODE, hairpin ? (byte)1 : (byte)0)
                .Byte(IFLA_BRPORT_ISOLATED, isolated ? (byte)1 : (byte)0))));

    public static void Delete(NetlinkSocket socket, Link link) =>
        socket.Send(
            new NetlinkRequest(RTM_DELLINK, NLM_F_ACK, Strace.Quote(link.Name))
                .Head(new ifinfomsg { ifi_index = link.Index }));

    /// <summary>Links that have a kind are changed by RTM_NEWLINK: RTM_SETLINK knows nothing of kinds.</summary>
    private static NetlinkRequest Set(Link link, string told) =>
        new NetlinkRequest(RTM_NEWLINK, NLM_F_ACK, $"{Strace.Quote(link.Name)} {told}")
            .Head(new ifinfomsg { ifi_index = link.Index });

    private static void SetFlags(NetlinkSocket socket, Link link, uint flags) =>
        socket.Send(
            new NetlinkRequest(RTM_SETLINK, NLM_F_ACK, Strace.Quote(link.Name) + (flags == 0 ? " down" : " up"))
                .Head(new ifinfomsg { ifi_index = link.Index, ifi_flags = flags, ifi_change = IFF_UP }));
}
