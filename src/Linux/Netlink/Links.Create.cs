// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

public static partial class Links
{
    /// <summary>A bridge, up (ip-link(8)). EEXIST when the name is taken.</summary>
    /// <param name="socket">A socket of the namespace it is to be in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="hardwareAddress">
    /// <c>02:42:...</c>. One that was set stays; otherwise it would be the lowest of the ports' and change with them.
    /// </param>
    /// <param name="mtu">In bytes; 0 for what the kernel takes.</param>
    public static Link CreateBridge(NetlinkSocket socket, string name, string hardwareAddress, int mtu)
    {
        NetlinkRequest request = New($"bridge {Strace.Quote(name)}", IFF_UP)
            .Text(IFLA_IFNAME, name)
            .Bytes(IFLA_ADDRESS, BytesOf(hardwareAddress))
            .Nest(IFLA_LINKINFO, kind => kind.Text(IFLA_INFO_KIND, "bridge"));
        socket.Send(WithMtu(request, mtu));
        return Find(socket, name) ?? throw Gone(name);
    }

    /// <summary>
    /// A veth pair in one request: one end here, up and a port of <paramref name="bridge"/>, the other in another
    /// namespace (veth(4)). Deleting either end, or a namespace that has one, deletes both.
    /// </summary>
    /// <param name="socket">A socket of the namespace of this end.</param>
    /// <param name="name">This end's name.</param>
    /// <param name="bridge">The bridge; null for none.</param>
    /// <param name="there">The namespace of the other end.</param>
    /// <param name="nameThere">The other end's name. It is left down, so that it can be set up first.</param>
    /// <param name="addressThere">The other end's hardware address.</param>
    /// <param name="mtu">Of both ends, in bytes; 0 for what the kernel takes.</param>
    public static Link CreateVeth(
        NetlinkSocket socket,
        string name,
        Link? bridge,
        BorrowedFd there,
        string nameThere,
        string addressThere,
        int mtu)
    {
        uint namespaceThere = (uint)there.Number;
        NetlinkRequest request = New($"veth {Strace.Quote(name)}, peer {Strace.Quote(nameThere)}", IFF_UP)
            .Text(IFLA_IFNAME, name);
        if (bridge is not null)
            request.Number(IFLA_MASTER, (uint)bridge.Index);
        WithMtu(request, mtu).Nest(IFLA_LINKINFO, kind => kind
            .Text(IFLA_INFO_KIND, "veth")
            .Nest(IFLA_INFO_DATA, pair => pair
                .Nest(VETH_INFO_PEER, peer => WithMtu(
                    peer.Head(default(ifinfomsg))
                        .Text(IFLA_IFNAME, nameThere)
                        .Bytes(IFLA_ADDRESS, BytesOf(addressThere))
                        .Number(IFLA_NET_NS_FD, namespaceThere),
                    mtu))));
        socket.Send(request);
        return Find(socket, name) ?? throw Gone(name);
    }

    /// <summary>A macvlan interface in another namespace, on an interface here; down.</summary>
    /// <param name="socket">A socket of the namespace of <paramref name="parent"/>.</param>
    /// <param name="parent">The interface it shares.</param>
    /// <param name="mode">MACVLAN_MODE_*.</param>
    /// <param name="there">The namespace it goes to.</param>
    /// <param name="nameThere">Its name there.</param>
    /// <param name="address">Its hardware address.</param>
    /// <param name="mtu">In bytes; 0 for that of the parent.</param>
    public static void CreateMacvlan(
        NetlinkSocket socket,
        Link parent,
        uint mode,
        BorrowedFd there,
        string nameThere,
        string address,
        int mtu)
    {
        NetlinkRequest request = New($"macvlan {Strace.Quote(nameThere)} on {Strace.Quote(parent.Name)}", 0)
            .Text(IFLA_IFNAME, nameThere)
            .Number(IFLA_LINK, (uint)parent.Index)
            .Bytes(IFLA_ADDRESS, BytesOf(address))
            .Number(IFLA_NET_NS_FD, (uint)there.Number);
        socket.Send(WithMtu(request, mtu).Nest(IFLA_LINKINFO, kind => kind
            .Text(IFLA_INFO_KIND, "macvlan")
            .Nest(IFLA_INFO_DATA, wanted => wanted.Number(IFLA_MACVLAN_MODE, mode))));
    }

    private static NetlinkRequest New(string told, uint flags) =>
        new NetlinkRequest(RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, told)
            .Head(new ifinfomsg { ifi_flags = flags, ifi_change = flags });

    private static NetlinkRequest WithMtu(NetlinkRequest request, int mtu) =>
        mtu == 0 ? request : request.Number(IFLA_MTU, (uint)mtu);

    private static byte[] BytesOf(string hardwareAddress) =>
        [.. hardwareAddress.Split(':').Select(part => Convert.ToByte(part, 16))];

    private static SyscallException Gone(string name) =>
        new($"netlink(RTM_GETLINK, {Strace.Quote(name)})", ENODEV);
}
