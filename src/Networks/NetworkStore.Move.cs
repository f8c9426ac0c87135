// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Net;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Drivers;
using Husk.Networks.State;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>
    /// The network, on another subnet when a bridge that is not its own has come to have the one that was chosen for
    /// it: another store chose it too, when neither's bridge was there. Nobody is in it who could lose his address.
    /// </summary>
    private Network Settled(NetlinkSocket host, Network network)
    {
        if (network.Driver != NetworkDrivers.Bridge || !IsCrowded(host, network))
            return network;
        using OwnedFd locked = StateFile.Lock(_paths.DefinitionsLock);
        using OwnedFd endpointsLocked = StateFile.Lock(_paths.EndpointsLock(network.Id));
        network = DefinitionOf(network);
        bool isFixed = network.Subnets.Any(subnet => subnet.IsChosen) || Endpoints(network.Id).Endpoints.Count > 0;
        // What is fixed is refused where the bridge is made.
        if (isFixed || !IsCrowded(host, network))
            return network;
        Network moved = network with
        {
            Subnets = ChooseSubnets(
                new NetworkSpec(network.Name) { Ipv4 = !network.WithoutIpv4, Ipv6 = network.Ipv6Subnet is not null },
                [.. Definitions().Where(other => other.Id != network.Id)]),
        };
        StateFile.Write(_paths.Definition(network.Name), moved, StateJson.Default.Network, durable: true);
        _notice($"moved the network {network.Name} from {Text(network)} to {Text(moved)}: "
            + "another bridge of this host has those addresses now");
        return moved;

        static string Text(Network of) => string.Join(" and ", of.Subnets.Select(subnet => subnet.Prefix));
    }

    /// <summary>The network as it is on disk now.</summary>
    private Network DefinitionOf(Network network) =>
        StateFile.Read(_paths.Definition(network.Name), StateJson.Default.Network) is { } now && now.Id == network.Id
            ? now
            : throw new NetworkException(NetworkFault.NotFound, $"network {network.Name} not found");

    private bool IsCrowded(NetlinkSocket host, Network network)
    {
        int known = Endpoints(network.Id).Bridge;
        return !BridgeDriver.IsReady(host, network, known) && BridgeDriver.Rival(host, network, known) is not null;
    }

    private static NetworkException Crowded(Network network, Link rival, InterfaceAddress address) => new(
        NetworkFault.Conflict,
        $"the bridge {rival.Name} has {new IPAddress(address.Address)}/{address.PrefixLength}, which overlaps with the "
        + $"subnet of the network {network.Name}: remove one of the two, or give the network another subnet");
}
