// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Addresses;
using Husk.Networks.State;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>Writes a network down. Its bridge is made when the first container comes to it.</summary>
    /// <exception cref="NetworkException">The name or a subnet is taken (Conflict), or what is asked for makes no
    /// sense.</exception>
    public Network Create(NetworkSpec spec)
    {
        CheckName(spec.Name);
        EnsurePredefined();
        if (spec.ConfigOnly)
            CheckConfigOnly(spec);
        spec = Configured(spec);
        if (!spec.ConfigOnly)
            CheckDriver(spec);
        using OwnedFd locked = StateFile.Lock(_paths.DefinitionsLock);
        IReadOnlyList<Network> others = Definitions();
        if (others.Any(other => other.Name == spec.Name))
            throw new NetworkException(NetworkFault.Conflict, $"network with name {spec.Name} already exists");
        var network = new Network
        {
            Id = RandomNumberGenerator.GetHexString(64, lowercase: true),
            Name = spec.Name,
            Driver = spec.ConfigOnly ? NetworkDrivers.Null : spec.Driver,
            Created = DateTime.UtcNow,
            Internal = spec.Internal,
            // Who names a subnet of IPv6 wants it.
            WithoutIpv4 = !spec.Ipv4,
            Ipv6 = spec.Ipv6 || spec.Subnets.Any(subnet => subnet.Subnet.Contains(':')),
            Attachable = spec.Attachable,
            ConfigOnly = spec.ConfigOnly,
            ConfiguredFrom = spec.ConfigFrom,
            Options = spec.Options,
            Labels = spec.Labels,
            Subnets = ChooseSubnets(spec, others),
        };
        Network? sameBridge = others.FirstOrDefault(other =>
            network.Driver == NetworkDrivers.Bridge && other.Driver == NetworkDrivers.Bridge
            && other.BridgeName == network.BridgeName);
        if (sameBridge is not null)
        {
            throw new NetworkException(
                NetworkFault.Conflict, $"the bridge {network.BridgeName} is that of the network {sameBridge.Name}");
        }

        StateFile.Write(_paths.Definition(network.Name), network, StateJson.Default.Network, durable: true);
        return network;
    }

    private List<Subnet> ChooseSubnets(NetworkSpec spec, IReadOnlyList<Network> others)
    {
        List<Subnet> subnets = [.. spec.Subnets.Select(SubnetReader.Read)];
        if (spec.ConfigOnly)
            return subnets;
        List<IPNetwork> taken =
        [
            .. others.Where(other => !other.ConfigOnly).SelectMany(other => other.Subnets)
                .Select(subnet => subnet.Prefix),
        ];
        foreach (Subnet subnet in subnets)
        {
            if (taken.Any(other => AddressNumber.Overlap(subnet.Prefix, other)))
            {
                throw new NetworkException(
                    NetworkFault.Forbidden, $"Pool overlaps with other one on this address space: {subnet.Prefix}");
            }

            if (subnets.Count(other => other.Family == subnet.Family) > 1)
                throw NetworkException.Invalid("a network has one subnet of each family");
        }

        using NetlinkSocket socket = NetlinkSocket.Open();
        taken.AddRange(SubnetPool.OfHost(socket));
        if (spec.Ipv4 && !subnets.Any(subnet => subnet.Family == AddressFamily.InterNetwork))
            subnets.Insert(0, SubnetReader.Of(_pool.ChooseIpv4(taken)));
        if (spec.Ipv6 && !subnets.Any(subnet => subnet.Family == AddressFamily.InterNetworkV6))
            subnets.Add(SubnetReader.Of(SubnetPool.ChooseIpv6(taken)));
        return subnets;
    }

    private static void CheckName(string name)
    {
        bool isName = name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.Length < 128
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        if (!isName)
        {
            throw NetworkException.Invalid(
                $"invalid network name \"{name}\": only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed");
        }
    }
}
