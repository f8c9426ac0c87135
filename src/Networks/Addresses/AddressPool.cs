// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace Husk.Networks.Addresses;

/// <summary>Chooses an address of a subnet (IPAM). Pure: who calls it keeps the lease.</summary>
internal static class AddressPool
{
    /// <param name="network">The network's name, for the error.</param>
    /// <param name="subnet">Where from.</param>
    /// <param name="leased">What containers have.</param>
    /// <param name="wanted">What the user chose; null for the next one that is free.</param>
    /// <param name="last">What was given out last.</param>
    public static IPAddress Choose(
        string network, Subnet subnet, IEnumerable<IPAddress> leased, IPAddress? wanted, IPAddress? last)
    {
        HashSet<UInt128> taken =
        [
            .. leased.Append(subnet.Gateway).Concat(subnet.Auxiliary.Values)
                .Where(address => address.AddressFamily == subnet.Family).Select(AddressNumber.Of),
        ];
        return wanted is null
            ? Next(network, subnet, taken, last)
            : Chosen(network, subnet, taken, wanted);
    }

    private static IPAddress Chosen(string network, Subnet subnet, HashSet<UInt128> taken, IPAddress wanted)
    {
        if (!subnet.IsChosen)
        {
            throw NetworkException.Invalid(
                "invalid config for network " + network
                + ": user specified IP address is supported only when connecting to networks with user configured subnets");
        }

        if (!subnet.Prefix.Contains(wanted) || !IsUsable(subnet, AddressNumber.Of(wanted)))
        {
            throw NetworkException.Invalid(
                $"invalid config for network {network}: invalid endpoint settings: "
                + $"no configured subnet or ip-range contain the IP address {wanted}");
        }

        return taken.Contains(AddressNumber.Of(wanted))
            ? throw new NetworkException(
                NetworkFault.Conflict, $"Address already in use: {wanted} in network {network}")
            : wanted;
    }

    private static IPAddress Next(string network, Subnet subnet, HashSet<UInt128> taken, IPAddress? last)
    {
        IPNetwork range = subnet.Range ?? subnet.Prefix;
        UInt128 first = AddressNumber.First(range), end = AddressNumber.Last(range);
        UInt128 begin = last is not null && range.Contains(last) ? AddressNumber.Of(last) + 1 : first;
        // All of the range once, from behind the last one round to it. One of as many as are taken, and two, is free.
        UInt128 size = end - first;
        for (UInt128 i = 0; i <= size; i++)
        {
            UInt128 candidate = first + (begin - first + i) % (size + 1);
            if (!taken.Contains(candidate) && IsUsable(subnet, candidate))
                return AddressNumber.ToAddress(candidate, subnet.Family);
        }

        throw new NetworkException(
            NetworkFault.Exhausted,
            $"no available IPv{(subnet.IsIpv4 ? 4 : 6)} addresses on network {network}: {range} is full");
    }

    /// <summary>
    /// Not that of the network itself nor, in IPv4, the last, which is everybody's; RFC 3021 lets two hosts have a /31.
    /// </summary>
    private static bool IsUsable(Subnet subnet, UInt128 address) =>
        subnet.Prefix.PrefixLength >= AddressNumber.Bits(subnet.Family) - 1
        || (address != AddressNumber.First(subnet.Prefix)
            && (!subnet.IsIpv4 || address != AddressNumber.Last(subnet.Prefix)));
}
