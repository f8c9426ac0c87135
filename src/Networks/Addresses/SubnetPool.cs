// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Husk.Linux.Netlink;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Addresses;

/// <summary>Subnets for networks that were given none.</summary>
internal sealed class SubnetPool(IReadOnlyList<(string Prefix, int Bits)> pools)
{
    /// <summary>
    /// RFC 1918, away from what docker (172.17 and up), podman (10.88 and up) and libvirt (192.168.122) take. A bridge
    /// has no more than 1,023 ports, and few networks more than 253 containers: small subnets last longer and clash
    /// less.
    /// </summary>
    public static readonly (string Prefix, int Bits)[] Usual = [("10.207.0.0/16", 24), ("172.31.0.0/16", 24)];

    private readonly (IPNetwork Prefix, int Bits)[] _pools =
        [.. pools.Select(pool => (AddressText.ParseNetwork(pool.Prefix, "pool"), pool.Bits))];

    /// <summary>The first subnet that overlaps none of those.</summary>
    public IPNetwork ChooseIpv4(IReadOnlyCollection<IPNetwork> taken)
    {
        foreach ((IPNetwork prefix, int bits) in _pools)
        {
            UInt128 step = UInt128.One << (32 - bits);
            for (UInt128 at = AddressNumber.First(prefix); at <= AddressNumber.Last(prefix); at += step)
            {
                var subnet = new IPNetwork(AddressNumber.ToAddress(at, AddressFamily.InterNetwork), bits);
                if (!taken.Any(other => AddressNumber.Overlap(subnet, other)))
                    return subnet;
            }
        }

        throw new NetworkException(
            NetworkFault.Exhausted,
            "all predefined address pools have been fully subnetted: give the network a subnet with --subnet, or remove "
            + "networks with `husk network prune`");
    }

    /// <summary>One of RFC 4193's, whose 40 random bits overlap nobody's.</summary>
    public static IPNetwork ChooseIpv6(IReadOnlyCollection<IPNetwork> taken)
    {
        while (true)
        {
            byte[] bytes = [0xfd, .. RandomNumberGenerator.GetBytes(5), .. new byte[10]];
            var subnet = new IPNetwork(new IPAddress(bytes), 64);
            if (!taken.Any(other => AddressNumber.Overlap(subnet, other)))
                return subnet;
        }
    }

    /// <summary>The networks that the host has routes to, the default routes aside.</summary>
    public static IEnumerable<IPNetwork> OfHost(NetlinkSocket socket) =>
        from route in Routes.List(socket)
        where route.PrefixLength > 0 && (route.Family is AF_INET or AF_INET6)
        select new IPNetwork(new IPAddress(route.Destination.Span), route.PrefixLength);
}
