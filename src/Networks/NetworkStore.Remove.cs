// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Drivers;
using Husk.Networks.Firewall;
using Husk.Networks.State;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>Removes a network and its bridge.</summary>
    /// <exception cref="NetworkException">It is one of the three that are always there, or has endpoints
    /// (Forbidden).</exception>
    public Network Remove(string nameOrId)
    {
        // Takes the lock itself, and flock(2) knows no owner: who holds it waits for himself.
        EnsurePredefined();
        using OwnedFd locked = StateFile.Lock(_paths.DefinitionsLock);
        if (_paths.DefinitionNames().Contains(nameOrId) && !NetworkDrivers.Predefined.Contains(nameOrId) && IsDamaged(nameOrId))
        {
            At.UnlinkIfThere(BorrowedFd.Cwd, _paths.Definition(nameOrId));
            return new Network { Id = "", Name = nameOrId, Driver = "", Created = default };
        }

        Network network = Find(nameOrId);
        if (network.IsPredefined)
        {
            throw new NetworkException(
                NetworkFault.Forbidden, $"{network.Name} is a pre-defined network and cannot be removed");
        }

        if (network.ConfigOnly && Definitions().Any(other => other.ConfiguredFrom == network.Name))
        {
            throw new NetworkException(
                NetworkFault.Forbidden, $"configuration network \"{network.Name}\" is in use");
        }

        using OwnedFd endpointsLocked = StateFile.Lock(_paths.EndpointsLock(network.Id));
        IReadOnlyList<Endpoint> endpoints = Endpoints(network.Id).Endpoints;
        if (endpoints.Count > 0)
        {
            string active =
                string.Join(", ", endpoints.Select(endpoint => $"name:\"{endpoint.Name}\" id:\"{endpoint.Id[..12]}\""));
            throw new NetworkException(
                NetworkFault.Forbidden,
                $"error while removing network: network {network.Name} has active endpoints ({active})");
        }

        // The definition last: a network that is half-removed is whole again when somebody uses it.
        RemoveBridge(network);
        At.UnlinkIfThere(BorrowedFd.Cwd, _paths.Definition(network.Name));
        At.UnlinkIfThere(BorrowedFd.Cwd, _paths.Endpoints(network.Id));
        // The one lock that goes: the network will not come back under this id, and who waits for it looks for the
        // definition next.
        At.UnlinkIfThere(BorrowedFd.Cwd, _paths.EndpointsLock(network.Id));
        return network;
    }

    /// <summary>What is connected to a network.</summary>
    public IReadOnlyList<Endpoint> Endpoints(Network network) => Endpoints(network.Id).Endpoints;

    /// <summary>The file that keeps a container's network namespace, while it has one.</summary>
    public string NamespaceOf(string containerId) => _paths.Namespace(containerId);

    /// <summary>What a container is connected to, in the order of its interfaces.</summary>
    public IReadOnlyList<Endpoint> EndpointsOf(string containerId)
    {
        SandboxRecord? record = StateFile.Read(_paths.Sandbox(containerId), StateJson.Default.SandboxRecord);
        return
        [
            .. (record?.Networks ?? []).SelectMany(id => Endpoints(id).Endpoints)
                .Where(endpoint => endpoint.ContainerId == containerId),
        ];
    }

    /// <summary>Lets other containers find a container by another name.</summary>
    public void Rename(string containerId, string name)
    {
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        if (StateFile.Read(_paths.Sandbox(containerId), StateJson.Default.SandboxRecord) is not { } record)
            return;
        Write(record with { Name = name });
        foreach (string networkId in record.Networks)
            Change(networkId, containerId, endpoint => endpoint with { Name = name });
    }

    /// <summary>Takes an alias away that a container alone has for another, in a network.</summary>
    public void Unlink(string containerId, string network, string alias)
    {
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        Change(Find(network).Id, containerId, endpoint => endpoint with
        {
            Links = endpoint.Links.Where(link => link.Key != alias).ToDictionary(link => link.Key, link => link.Value),
        });
    }

    private void Change(string networkId, string containerId, Func<Endpoint, Endpoint> change)
    {
        using OwnedFd locked = StateFile.Lock(_paths.EndpointsLock(networkId));
        EndpointTable table = Endpoints(networkId);
        Write(networkId, table with
        {
            Endpoints =
                [.. table.Endpoints.Select(endpoint => endpoint.ContainerId == containerId ? change(endpoint) : endpoint)],
        });
    }

    /// <summary>What is in the way of containers' packets on this host; a line each.</summary>
    public static IReadOnlyList<string> Warnings() => ForwardPolicy.Warnings();

    /// <summary>Whether containers of another store have interfaces on this host: they live by the same
    /// rules.</summary>
    private bool HasOthers()
    {
        HashSet<string> own =
            [.. Definitions().SelectMany(network => Endpoints(network.Id).Endpoints)
                .Select(endpoint => endpoint.Device)];
        using NetlinkSocket host = NetlinkSocket.Open();
        return BridgeDriver.Ports(host).Any(port => port.IsUp && !own.Contains(port.Name));
    }

    /// <returns>False when containers of another store are on it: bridge and rules stay.</returns>
    private bool RemoveBridge(Network network)
    {
        if (network.Driver != NetworkDrivers.Bridge)
            return true;
        using NetlinkSocket host = NetlinkSocket.Open();
        if (!BridgeDriver.Remove(host, network))
            return false;
        if (!Ruleset.IsThere())
            return true;
        using OwnedFd locked = StateFile.Lock(_paths.FirewallLock);
        _firewall.Remove(network);
        return true;
    }
}
