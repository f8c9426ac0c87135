// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Net;
using Husk.Networks;
using Husk.Networks.Addresses;

namespace Husk.Engine.Networks;

/// <summary>
/// Puts what <c>network create</c> was told of subnets together: each gateway, range and auxiliary address belongs to
/// the subnet that it is in. The words are those of docker's command line.
/// </summary>
internal static class SubnetRequests
{
    public static IReadOnlyList<SubnetSpec> Of(NetworkRequest request)
    {
        if (request.Subnets.Count < request.Gateways.Count || request.Subnets.Count < request.Ranges.Count)
            throw Invalid("every ip-range or gateway must have a corresponding subnet");
        var subnets = new List<SubnetSpec>();
        foreach (string text in request.Subnets)
        {
            if (!IPNetwork.TryParse(Masked(text), out IPNetwork prefix))
                throw Invalid($"invalid subnet {text}: invalid CIDR block notation");
            if (subnets.Exists(other => Overlap(prefix, IPNetwork.Parse(Masked(other.Subnet)))))
                throw Invalid("multiple overlapping subnet configuration is not supported");
            subnets.Add(new SubnetSpec(text));
        }

        foreach (string range in request.Ranges)
        {
            int at = In(subnets, range, "range");
            subnets[at] = subnets[at].Range is { } first
                ? throw Invalid(
                    $"cannot configure multiple ranges ({range}, {first}) on the same subnet ({subnets[at].Subnet})")
                : subnets[at] with { Range = range };
        }

        foreach (string gateway in request.Gateways)
        {
            int at = In(subnets, gateway, "gateway");
            subnets[at] = subnets[at].Gateway is { } first
                ? throw Invalid($"cannot configure multiple gateways ({gateway}, {first}) for the same subnet ({subnets[at].Subnet})")
                : subnets[at] with { Gateway = gateway };
        }

        foreach ((string name, string address) in request.Auxiliary)
        {
            int at = In(subnets, address, "aux-address");
            subnets[at] = subnets[at] with { Auxiliary = new Dictionary<string, string>(subnets[at].Auxiliary) { [name] = address } };
        }

        return subnets;
    }

    private static int In(List<SubnetSpec> subnets, string text, string what)
    {
        if (!AddressText.TryParse(text.Split('/')[0], out IPAddress? address))
            throw Invalid($"invalid {what}: {text} is no IP address");
        int at = subnets.FindIndex(subnet => IPNetwork.Parse(Masked(subnet.Subnet)).Contains(address));
        return at >= 0 ? at : throw Invalid($"no matching subnet for {what} {text}");
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    /// <summary>What host bits there are is for the network to refuse, which says what it should have been.</summary>
    private static string Masked(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 2 || !IPAddress.TryParse(parts[0], out IPAddress? address)
            || !int.TryParse(parts[1], out int bits))
        {
            return "";
        }
        byte[] bytes = address.GetAddressBytes();
        for (int bit = int.Max(bits, 0); bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(bytes)}/{bits}";
    }

    private static EngineException Invalid(string message) => new(EngineFault.InvalidArgument, message);
}
