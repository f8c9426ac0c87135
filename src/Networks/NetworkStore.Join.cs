// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Addresses;
using Husk.Networks.Drivers;
using Husk.Networks.Firewall;
using Husk.Networks.State;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>Leases an address, makes the interface, gives it what it needs. What fails is for the caller to
    /// undo.</summary>
    private Endpoint Join(
        SandboxRecord record, Network network, EndpointSpec spec, BorrowedFd there, IReadOnlyList<Endpoint> others)
    {
        using NetlinkSocket host = NetlinkSocket.Open();
        network = Settled(host, network);
        Endpoint endpoint;
        try
        {
            endpoint = Lease(host, record, network, spec, others);
        }
        catch (NetworkException e) when (e.Fault == NetworkFault.Conflict && IsCrowded(host, network))
        {
            // Another store's bridge came between the look and the making.
            network = Settled(host, network);
            endpoint = Lease(host, record, network, spec, others);
        }

        if (network.Driver == NetworkDrivers.Macvlan)
            MacvlanDriver.Connect(host, network, endpoint, there);
        else
            BridgeDriver.Connect(host, network, endpoint, there);
        ContainerLinks.Configure(there, endpoint, spec.Sysctls);
        return endpoint;
    }

    /// <summary>Sees to it that the network is there, and writes the endpoint into its table.</summary>
    private Endpoint Lease(
        NetlinkSocket host, SandboxRecord record, Network network, EndpointSpec spec, IReadOnlyList<Endpoint> others)
    {
        CheckInterface(spec, others);
        CheckLinkLocal(spec);
        using OwnedFd locked = StateFile.Lock(_paths.EndpointsLock(network.Id));
        // `network rm` holds this lock too, and who moves a network to another subnet.
        network = DefinitionOf(network);
        EndpointTable table = Endpoints(network.Id);
        if (network.Driver == NetworkDrivers.Bridge)
            table = table with { Bridge = MakeReady(host, network, table.Bridge) };
        Endpoint endpoint = Choose(record, network, spec, others, table);
        Write(network.Id, table with
        {
            Endpoints = [.. table.Endpoints, endpoint],
            LastIpv4 = spec.Ipv4 is null ? endpoint.Ipv4 : table.LastIpv4,
            LastIpv6 = spec.Ipv6 is null ? endpoint.Ipv6 : table.LastIpv6,
        });
        return endpoint;
    }

    /// <summary>The next endpoint of a network: a pure choice among what its table leaves.</summary>
    private static Endpoint Choose(
        SandboxRecord record, Network network, EndpointSpec spec, IReadOnlyList<Endpoint> others, EndpointTable table)
    {
        string id = RandomNumberGenerator.GetHexString(64, lowercase: true);
        IPAddress? ipv4 = Address(network, network.Ipv4Subnet, table, spec.Ipv4, table.LastIpv4);
        IPAddress? ipv6 = Address(network, network.Ipv6Subnet, table, spec.Ipv6, table.LastIpv6);
        bool isBridge = network.Driver == NetworkDrivers.Bridge;
        return new Endpoint
        {
            Id = id,
            NetworkId = network.Id,
            Network = network.Name,
            ContainerId = record.ContainerId,
            Name = record.Name,
            Aliases = spec.Aliases,
            Links = spec.Links,
            Interface = spec.Interface ?? FreeInterface(others),
            Device = isBridge ? Endpoint.DevicePrefix + id[..12] : "",
            MacAddress = spec.MacAddress is { } mac
                ? MacAddress.Parse(mac)
                : isBridge && ipv4 is not null ? MacAddress.For(ipv4) : MacAddress.Random(),
            Ipv4 = ipv4,
            Ipv4PrefixLength = network.Ipv4Subnet?.Prefix.PrefixLength ?? 0,
            Ipv4Gateway = network.Internal ? null : network.Ipv4Subnet?.Gateway,
            Ipv6 = ipv6,
            Ipv6PrefixLength = network.Ipv6Subnet?.Prefix.PrefixLength ?? 0,
            Ipv6Gateway = network.Internal ? null : network.Ipv6Subnet?.Gateway,
            LinkLocal = spec.LinkLocal,
            GatewayPriority = spec.GatewayPriority,
        };
    }

    /// <summary>Bridge, rules and forwarding: mostly all there, which takes two questions to find out.</summary>
    /// <returns>The bridge's index, as <paramref name="bridge"/> was that of the last time.</returns>
    private int MakeReady(NetlinkSocket host, Network network, int bridge)
    {
        bool hasBridge = BridgeDriver.IsReady(host, network, bridge);
        bool hasRules = Ruleset.IsThere();
        if (!hasBridge || !hasRules)
        {
            using OwnedFd locked = StateFile.Lock(_paths.FirewallLock);
            // Other stores have other lock files.
            using OwnedFd alone = StateFile.LockNetworkNamespace();
            if (!hasBridge && BridgeDriver.Rival(host, network, bridge) is { } rival)
                throw Crowded(network, rival.Bridge, rival.Address);
            // The rules first: what is half-made is not open.
            if (hasRules)
                _firewall.Add(network);
            else if (!Ruleset.IsThere())
                _firewall.Rebuild();
            bridge = BridgeDriver.Make(host, network);
            foreach (string warning in ForwardPolicy.Warnings())
                _notice(warning);
        }

        if (!network.Internal)
            Forwarding.SwitchOn(network.Ipv6Subnet is not null, _notice);
        return bridge;
    }

    private static IPAddress? Address(
        Network network, Subnet? subnet, EndpointTable table, IPAddress? wanted, IPAddress? last)
    {
        if (subnet is null)
        {
            return wanted is null ? null : throw NetworkException.Invalid(
                $"invalid config for network {network.Name}: invalid endpoint settings: "
                + $"no configured subnet or ip-range contain the IP address {wanted}");
        }

        IEnumerable<IPAddress> leased = table.Endpoints
            .Select(endpoint => subnet.IsIpv4 ? endpoint.Ipv4 : endpoint.Ipv6).OfType<IPAddress>();
        return AddressPool.Choose(network.Name, subnet, leased, wanted, last);
    }

    private static void CheckInterface(EndpointSpec spec, IReadOnlyList<Endpoint> others)
    {
        if (spec.Interface is not { } name)
            return;
        InterfaceName.Check(name, "the interface");
        if (others.Any(other => other.Interface == name))
            throw new NetworkException(NetworkFault.Conflict, $"the container has an interface {name} already");
    }

    private static void CheckLinkLocal(EndpointSpec spec)
    {
        foreach (IPAddress address in spec.LinkLocal)
        {
            bool isLinkLocal = address.IsIPv6LinkLocal
                || AddressNumber.Network(address, 16).Equals(ContainerLinks.LinkLocal4);
            if (!isLinkLocal)
                throw NetworkException.Invalid($"invalid link local IP address: {address}");
        }
    }

    private static string FreeInterface(IReadOnlyList<Endpoint> others) =>
        Enumerable.Range(0, int.MaxValue).Select(i => string.Create(CultureInfo.InvariantCulture, $"eth{i}"))
            .First(name => !others.Any(other => other.Interface == name));

    private EndpointTable Endpoints(string networkId) =>
        StateFile.Read(_paths.Endpoints(networkId), StateJson.Default.EndpointTable) ?? new EndpointTable();

    private void Write(string networkId, EndpointTable table) =>
        StateFile.Write(_paths.Endpoints(networkId), table, StateJson.Default.EndpointTable);
}
