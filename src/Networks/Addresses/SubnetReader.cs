// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Net;

namespace Husk.Networks.Addresses;

/// <summary>Makes a subnet of what the user wrote, or of a prefix alone.</summary>
internal static class SubnetReader
{
    public static Subnet Read(SubnetSpec spec)
    {
        Subnet subnet = Of(AddressText.ParseNetwork(spec.Subnet, "subnet")) with
        {
            IsChosen = true,
            Range = spec.Range is null ? null : AddressText.ParseNetwork(spec.Range, "ip-range"),
            Auxiliary = spec.Auxiliary.ToDictionary(
                pair => pair.Key, pair => AddressText.Parse(pair.Value, "aux-address")),
        };
        if (spec.Gateway is not null)
            subnet = subnet with { Gateway = AddressText.Parse(spec.Gateway, "gateway") };
        if (subnet.Range is { } range
            && (range.PrefixLength < subnet.Prefix.PrefixLength || !AddressNumber.Overlap(range, subnet.Prefix)))
        {
            throw NetworkException.Invalid($"no matching subnet for range {range}");
        }

        foreach (IPAddress address in subnet.Auxiliary.Values.Append(subnet.Gateway))
        {
            if (!subnet.Prefix.Contains(address))
                throw NetworkException.Invalid($"no matching subnet for {address}: it is not in {subnet.Prefix}");
        }

        return subnet;
    }

    /// <summary>The host takes the first address.</summary>
    public static Subnet Of(IPNetwork prefix)
    {
        bool isTiny = prefix.PrefixLength >= AddressNumber.Bits(prefix.BaseAddress.AddressFamily) - 1;
        return new Subnet(
            prefix,
            AddressNumber.ToAddress(
                AddressNumber.First(prefix) + (isTiny ? 0u : 1u), prefix.BaseAddress.AddressFamily));
    }
}
