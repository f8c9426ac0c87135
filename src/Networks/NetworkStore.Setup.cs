// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Linux.Nftables;
using Husk.Networks.Drivers;
using Husk.Networks.Firewall;
using Husk.Networks.Ports;
using Husk.Networks.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>
    /// Makes a container's network namespace, with an interface in each of its networks and its ports published: all of
    /// it, or, when something is refused, nothing. What an earlier run of the container left is released first.
    /// </summary>
    /// <exception cref="NetworkException">
    /// A network is not there, an address or a port is taken; for ports before anything can be reached by them.
    /// </exception>
    public Sandbox Setup(SandboxSpec spec)
    {
        IReadOnlyList<(Network Network, EndpointSpec Spec)> joins = Joins(spec);
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(spec.ContainerId));
        ReleaseLocked(spec.ContainerId);
        var record = new SandboxRecord(spec.ContainerId, spec.Name)
        {
            Networks = [.. joins.Select(join => join.Network.Id)],
            Ports = spec.Ports,
        };
        string path = _paths.Namespace(spec.ContainerId);
        try
        {
            Write(record);
            NetworkNamespace.Make(path);
            using OwnedFd there = At.Open(BorrowedFd.Cwd, path, O_RDONLY);
            ContainerLinks.BringLoopbackUp(there);
            var endpoints = new List<Endpoint>();
            foreach ((Network network, EndpointSpec endpoint) in joins)
                endpoints.Add(Join(record, network, endpoint, there, endpoints));
            if (HasNames(endpoints))
                ResolverRedirect.Put(there, isNew: true);
            Endpoint? gateway = Gateway(endpoints);
            if (gateway is not null)
                ContainerLinks.SetDefaultRoutes(there, gateway);
            return new Sandbox(path, endpoints, PublishLocked(spec.ContainerId, gateway, spec.Ports));
        }
        catch (Exception)
        {
            TryRelease(spec.ContainerId);
            throw;
        }
    }

    /// <summary>Takes a container that has a sandbox into one more network, while it runs.</summary>
    public Endpoint Connect(string containerId, EndpointSpec spec)
    {
        Network network = Find(spec.Network);
        CheckJoin(network);
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        SandboxRecord record = RecordOf(containerId);
        IReadOnlyList<Endpoint> endpoints = EndpointsOf(containerId);
        if (endpoints.Any(other => other.NetworkId == network.Id))
        {
            throw new NetworkException(
                NetworkFault.Forbidden, $"endpoint with name {record.Name} already exists in network {network.Name}");
        }

        if (!record.Networks.Contains(network.Id))
            Write(record with { Networks = [.. record.Networks, network.Id] });
        using OwnedFd there = At.Open(BorrowedFd.Cwd, _paths.Namespace(containerId), O_RDONLY);
        try
        {
            Endpoint endpoint = Join(record, network, spec, there, endpoints);
            if (HasNames([endpoint]) && !HasNames(endpoints))
                ResolverRedirect.Put(there, isNew: false);
            Reroute(record, there, Gateway(endpoints), Gateway([.. endpoints, endpoint]));
            return endpoint;
        }
        catch (Exception)
        {
            Leave(containerId, network.Id);
            ContainerLinks.SetDefaultRoutes(there, Gateway(endpoints));
            Write(record);
            throw;
        }
    }

    private IReadOnlyList<(Network Network, EndpointSpec Spec)> Joins(SandboxSpec spec)
    {
        (Network Network, EndpointSpec Spec)[] joins =
            [.. spec.Endpoints.Select(endpoint => (Find(endpoint.Network), endpoint))];
        if (joins is [{ Network.Name: NetworkDrivers.None }])
            return [];
        foreach ((Network network, _) in joins)
            CheckJoin(network);
        string? twice = joins.GroupBy(join => join.Network.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? joins : throw NetworkException.Invalid($"network {twice} is specified multiple times");
    }

    /// <summary>Whether a resolver answers for one of these: docker has names in networks that somebody made.</summary>
    private static bool HasNames(IEnumerable<Endpoint> endpoints) =>
        endpoints.Any(endpoint => endpoint.Network != NetworkDrivers.DefaultBridge);

    private static void CheckJoin(Network network)
    {
        if (network.ConfigOnly)
        {
            throw new NetworkException(
                NetworkFault.Forbidden, $"cannot create endpoint on configuration-only network {network.Name}");
        }
        if (network.Name == NetworkDrivers.Host)
        {
            throw NetworkException.Invalid(
                "container cannot be connected to host network: it has a network namespace of its own");
        }
        if (network.Name == NetworkDrivers.None)
        {
            throw NetworkException.Invalid(
                "container cannot be connected to multiple networks with one of the networks in private (none) mode");
        }
    }

    /// <summary>The endpoint with the default route: docker's order, priority, then one that leads out, then by
    /// name.</summary>
    private static Endpoint? Gateway(IEnumerable<Endpoint> endpoints) =>
        endpoints.Where(endpoint => endpoint.LeadsOut)
            .OrderByDescending(endpoint => endpoint.GatewayPriority)
            .ThenBy(endpoint => endpoint.Network, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Moves default route and published ports from one endpoint to another.</summary>
    private void Reroute(SandboxRecord record, BorrowedFd there, Endpoint? before, Endpoint? after)
    {
        if (before?.Id == after?.Id)
            return;
        ContainerLinks.SetDefaultRoutes(there, after);
        IReadOnlyList<PortBinding> bindings = BindingsOf(record.ContainerId);
        // The host's ports that were chosen stay.
        IReadOnlyList<PortMapping> ports = bindings.Count == 0 ? record.Ports
            : [.. bindings.Select(binding => Mapping(record, binding)).Distinct()];
        PublishLocked(record.ContainerId, after, [.. ports.Where(port => CanLeadTo(port, after))], instead: bindings);
    }

    private bool CanLeadTo(PortMapping port, Endpoint? endpoint)
    {
        bool can = endpoint is null || port.HostAddress is not { AddressFamily: AddressFamily.InterNetworkV6 }
            || endpoint.Ipv6 is not null;
        if (!can)
            _notice($"[{port.HostAddress}]:{port.HostPort} is published no longer: the network {endpoint!.Network} has no IPv6");
        return can;
    }

    private static PortMapping Mapping(PortBinding binding) => new(binding.ContainerPort, binding.Protocol)
    {
        HostAddress = binding.HostAddress,
        HostPort = binding.HostPort,
        LastHostPort = binding.HostPort,
    };

    /// <summary>The same, in every family where nobody asked for one.</summary>
    private static PortMapping Mapping(SandboxRecord record, PortBinding binding)
    {
        bool isAnyFamily = binding.IsEverywhere
            && record.Ports.Any(port => port.HostAddress is null && port.Covers(binding));
        return isAnyFamily ? Mapping(binding) with { HostAddress = null } : Mapping(binding);
    }

    /// <summary>What is wrong besides is not what the user is told: the record that stays tells who comes
    /// next.</summary>
    private void TryRelease(string containerId)
    {
        try
        {
            ReleaseLocked(containerId);
        }
        catch (Exception e) when (e is SyscallException or NetworkException or NftablesException)
        {
        }
    }

    private void Write(SandboxRecord record) =>
        StateFile.Write(_paths.Sandbox(record.ContainerId), record, StateJson.Default.SandboxRecord);

    private SandboxRecord RecordOf(string containerId) =>
        StateFile.Read(_paths.Sandbox(containerId), StateJson.Default.SandboxRecord)
        ?? throw new NetworkException(
            NetworkFault.NotFound, $"container {containerId} has no network namespace of its own, or is not running");
}
