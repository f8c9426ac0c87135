// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Addresses;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Drivers;

/// <summary>A bridge on the host, which is the containers' gateway, and a veth pair for each endpoint.</summary>
internal static class BridgeDriver
{
    /// <summary>
    /// Whether the bridge is there and was finished: its alias, the network's name, is written last. Of one that
    /// somebody else made, another store's perhaps, that says nothing of our addresses.
    /// </summary>
    /// <param name="host">A socket there.</param>
    /// <param name="network">The network.</param>
    /// <param name="known">The index of the bridge that was finished last for it.</param>
    public static bool IsReady(NetlinkSocket host, Network network, int known) =>
        Links.Find(host, network.BridgeName) is { IsUp: true } bridge && bridge.Alias == network.Name
            && (IsOurs(bridge, network)
                || ((network.HasChosenBridge || bridge.Index == known)
                    && MissingGateways(host, bridge, network).Count == 0));

    /// <summary>
    /// A bridge that has a subnet of this network already and is none of its own, with its address: docker's, or that
    /// of another store, which chose when neither's was there. Null when there is none.
    /// </summary>
    /// <inheritdoc cref="IsReady"/>
    public static (Link Bridge, InterfaceAddress Address)? Rival(NetlinkSocket host, Network network, int known)
    {
        foreach (Link link in Links.List(host).Where(link => link.Kind == "bridge"))
        {
            bool isOwn = link.Name == network.BridgeName
                && (network.HasChosenBridge || link.Index == known || IsOurs(link, network));
            if (isOwn)
                continue;
            InterfaceAddress? rival = Linux.Netlink.Addresses.List(host, link).FirstOrDefault(address =>
                network.Subnets.Any(subnet => AddressNumber.Overlap(
                    subnet.Prefix, AddressNumber.Network(new IPAddress(address.Address), address.PrefixLength))));
            if (rival is not null)
                return (link, rival);
        }

        return null;
    }

    /// <summary>Makes the bridge, or finishes one that is there: half-made, or the user's own.</summary>
    /// <returns>Its index.</returns>
    public static int Make(NetlinkSocket host, Network network)
    {
        Link bridge = Links.Find(host, network.BridgeName)
            ?? KernelPart.Bridges.Use(() =>
                Links.CreateBridge(host, network.BridgeName, MacAddress.OfNetwork(network.Id), network.Mtu));
        if (bridge.Kind != "bridge")
        {
            throw new NetworkException(
                NetworkFault.Conflict,
                $"the interface {bridge.Name} is no bridge: give the network {network.Name} another one");
        }

        // A container could make itself the host's router with its advertisements (CVE-2020-13401).
        Switch($"ipv6/conf/{bridge.Name}/accept_ra", false);
        // While its link-local address is being looked for elsewhere, the kernel asks for no neighbour on behalf of
        // others (ndisc_send_ns): the first seconds of a new bridge would have no IPv6.
        Switch($"ipv6/conf/{bridge.Name}/accept_dad", false);
        Switch($"ipv6/conf/{bridge.Name}/disable_ipv6",
            network.Ipv6Subnet is null || !network.HasGateway(network.Ipv6Subnet));
        // What is published reaches the host's 127.0.0.1 only so; chain `raw` keeps the containers from it.
        Switch($"ipv4/conf/{bridge.Name}/route_localnet", true);
        foreach (Subnet subnet in MissingGateways(host, bridge, network))
            Linux.Netlink.Addresses.Add(host, bridge, LinkAddress.Of(subnet.Gateway, subnet.Prefix.PrefixLength));
        Links.SetUp(host, bridge);
        Links.SetAlias(host, bridge, network.Name);
        return bridge.Index;
    }

    /// <summary>Makes the interface of an endpoint; it is down and without addresses.</summary>
    public static void Connect(NetlinkSocket host, Network network, Endpoint endpoint, BorrowedFd there)
    {
        Link bridge = Links.Find(host, network.BridgeName)
            ?? throw new SyscallException($"netlink(RTM_GETLINK, {Strace.Quote(network.BridgeName)})", ENODEV);
        // Whom the address belonged to before had another hardware address, unless ours is made of it.
        if (endpoint.Ipv4 is { } address && endpoint.MacAddress != MacAddress.For(address))
            Neighbours.Forget(host, bridge, AF_INET, address.GetAddressBytes());
        Link port = Links.CreateVeth(
            host, endpoint.Device, bridge, there, endpoint.Interface, endpoint.MacAddress, network.Mtu);
        Links.SetAlias(host, port, endpoint.ContainerId);
        // With br_netfilter a container that reaches its own published port is answered on the port it asked from.
        Links.SetBridgePort(host, port, hairpin: true, isolated: !network.IsConnected);
    }

    /// <summary>Removes an endpoint's interface, if it is there.</summary>
    public static void Disconnect(NetlinkSocket host, Endpoint endpoint)
    {
        if (Links.Find(host, endpoint.Device) is not { } port)
            return;
        try
        {
            Links.Delete(host, port);
        }
        catch (SyscallException e) when (e.Errno is ENODEV)
        {
            // Its namespace has gone meanwhile, and the pair with it.
        }
    }

    /// <summary>
    /// Takes an endpoint's interface down, if it is there: nothing that its namespace still says is heard on the
    /// bridge. To remove it takes a hundred times as long (rcu_barrier of netdev_run_todo, net/core/dev.c), and its
    /// namespace's end does that beside us.
    /// </summary>
    public static void Unplug(NetlinkSocket host, Endpoint endpoint)
    {
        if (Links.Find(host, endpoint.Device) is not { } port)
            return;
        try
        {
            Links.SetDown(host, port);
        }
        catch (SyscallException e) when (e.Errno is ENODEV)
        {
            // Its namespace has gone meanwhile, and the pair with it.
        }
    }

    /// <summary>
    /// Removes the bridge, if it is there and we made it; one of the user's forgets the network. False where containers
    /// are on it still: those of another store.
    /// </summary>
    public static bool Remove(NetlinkSocket host, Network network)
    {
        if (Links.Find(host, network.BridgeName) is not { Kind: "bridge" } bridge)
            return true;
        if (Ports(host).Any(port => port.Master == bridge.Index))
            return false;
        if (IsOurs(bridge, network))
            Links.Delete(host, bridge);
        // Whether its address was there before us nobody knows: it stays.
        else if (bridge.Alias == network.Name)
            Links.SetAlias(host, bridge, "");
        return true;
    }

    /// <summary>The interfaces of containers' endpoints on this host, whichever store's they are.</summary>
    public static IEnumerable<Link> Ports(NetlinkSocket host) => Links.List(host)
        .Where(link => link.Kind == "veth" && link.Name.StartsWith(Endpoint.DevicePrefix, StringComparison.Ordinal));

    private static bool IsOurs(Link bridge, Network network) =>
        bridge.HardwareAddress == MacAddress.OfNetwork(network.Id);

    private static IReadOnlyList<Subnet> MissingGateways(NetlinkSocket host, Link bridge, Network network)
    {
        HashSet<IPAddress> there =
            [.. Linux.Netlink.Addresses.List(host, bridge).Select(address => new IPAddress(address.Address))];
        return [
            .. network.Subnets.Where(subnet => network.HasGateway(subnet) && !there.Contains(subnet.Gateway)),
        ];
    }

    private static void Switch(string name, bool on)
    {
        // A kernel without IPv6 has no such file.
        if (NetworkSysctl.Read(name) is { } value && value != (on ? "1" : "0"))
            NetworkSysctl.Write(name, on ? "1" : "0");
    }
}
