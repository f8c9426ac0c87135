// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;
using Husk.Linux.Netlink;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Addresses;

/// <summary>An address as rtnetlink wants it.</summary>
internal static class LinkAddress
{
    public static InterfaceAddress Of(IPAddress address, int prefixLength)
    {
        byte[] own = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // IPAM sees to it that nobody else has it: it can be used at once.
            return new InterfaceAddress(AF_INET6, prefixLength, RT_SCOPE_UNIVERSE, IFA_F_NODAD, own, [], [], 0);
        }

        IPAddress broadcast = AddressNumber.ToAddress(
            AddressNumber.Last(AddressNumber.Network(address, prefixLength)), AddressFamily.InterNetwork);
        return new InterfaceAddress(
            AF_INET, prefixLength, RT_SCOPE_UNIVERSE, 0, own, own, broadcast.GetAddressBytes(), 0);
    }

    public static Route DefaultRoute(IPAddress gateway, Link link) => new(
        gateway.AddressFamily == AddressFamily.InterNetwork ? AF_INET : AF_INET6,
        default,
        0,
        gateway.GetAddressBytes(),
        link.Index,
        RT_TABLE_MAIN);
}
