// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>Which hardware address an IP address has on a link (rtnetlink(7), RTM_DELNEIGH).</summary>
public static class Neighbours
{
    /// <summary>Forgets what was learned of an address; nothing happens when nothing was.</summary>
    public static void Forget(NetlinkSocket socket, Link link, int family, byte[] address)
    {
        string told = $"{Addresses.Text(family, address)} on {Strace.Quote(link.Name)}";
        try
        {
            socket.Send(new NetlinkRequest(RTM_DELNEIGH, NLM_F_ACK, told)
                .Head(new ndmsg { ndm_family = (byte)family, ndm_ifindex = link.Index })
                .Bytes(NDA_DST, address));
        }
        catch (SyscallException e) when (e.Errno == ENOENT)
        {
        }
    }
}
