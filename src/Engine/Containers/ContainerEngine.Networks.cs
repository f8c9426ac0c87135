// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Networks;
using Husk.Monitor.Protocol;
using Husk.Networks;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>The names of the networks that a container is in.</summary>
    public static IEnumerable<string> NetworksOf(Container container) => ContainerNetworks.NamesOf(container);

    /// <summary>Whether a container is in the network of that name, or of an id that begins so.</summary>
    internal bool IsInNetwork(Container container, string nameOrId)
    {
        string[] names = [.. ContainerNetworks.NamesOf(container)];
        return names.Contains(nameOrId) || (nameOrId.Length > 0 && Networks.Store.List().Any(network =>
            names.Contains(network.Name) && network.Id.StartsWith(nameOrId, StringComparison.Ordinal)));
    }

    /// <summary>Takes a container into one more network: at once when it runs, and whenever it starts.</summary>
    public void Connect(string nameOrId, string network, EndpointSettings settings) => Guard(() =>
    {
        string name = Networks.NameOf(network);
        EndpointSettingsReader.Check(name, settings);
        using ContainerLock locked = Settled(nameOrId, out Container container, out ContainerState state);
        IReadOnlyDictionary<string, EndpointSettings> networks = ContainerNetworks.Of(container);
        bool isLive = IsLive(container, state, name);
        if (networks.ContainsKey(name) && (isLive || !IsActive(state.Status)))
        {
            throw new EngineException(
                EngineFault.Conflict, $"endpoint with name {container.Name} already exists in network {name}");
        }

        // One that has lost its last network, or never had any, has one again.
        bool isFirst = container.HostConfig.NetworkMode == NetworkDrivers.None;
        var more = new Dictionary<string, EndpointSettings>(
            networks.Where(pair => pair.Key != NetworkDrivers.None))
        { [name] = settings };
        if (IsActive(state.Status) && !isLive)
            Change(container, () => Networks.Connect(container, name, settings));
        ContainerStore.Write(locked, container with
        {
            Networks = more,
            HostConfig = isFirst ? container.HostConfig with { NetworkMode = name } : container.HostConfig,
        });
    });

    /// <summary>Takes a container out of a network.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="network">The network, by name or id.</param>
    /// <param name="force">Whether it may be one that is no longer there.</param>
    public void Disconnect(string nameOrId, string network, bool force = false) => Guard(() =>
    {
        string name = Networks.NameOf(network);
        if (force && _store.TryResolve(nameOrId) is null)
        {
            Networks.DisconnectForgotten(nameOrId, name);
            return;
        }

        using ContainerLock locked = Settled(nameOrId, out Container container, out ContainerState state);
        IReadOnlyDictionary<string, EndpointSettings> networks = ContainerNetworks.Of(container);
        bool isLive = IsLive(container, state, name);
        if (!networks.ContainsKey(name) && !isLive)
        {
            throw new EngineException(
                EngineFault.Conflict, $"container {container.Id} is not connected to network {name}");
        }

        if (isLive)
            Change(container, () => Networks.Disconnect(container, name));
        var rest = networks.Where(pair => pair.Key != name).ToDictionary(pair => pair.Key, pair => pair.Value);
        // Without any network it is as with `none`.
        HostConfig host = rest.Count > 0 ? container.HostConfig : container.HostConfig with
        {
            NetworkMode = NetworkDrivers.None,
        };
        ContainerStore.Write(locked, container with { Networks = rest, HostConfig = host });
    });

    // Who was killed half way may have changed the one and not written down the other.
    private bool IsLive(Container container, ContainerState state, string network) =>
        IsActive(state.Status) && Networks.EndpointsOf(container).Any(endpoint => endpoint.Network == network);

    /// <summary>Changes the endpoints of a container that runs, and with them its files and who answers its
    /// questions.</summary>
    private void Change(Container container, Action change)
    {
        IReadOnlyList<Endpoint> before = Networks.EndpointsOf(container);
        change();
        IReadOnlyList<Endpoint> after = Networks.EndpointsOf(container);
        EtcFiles.Change(_paths.Of(container.Id), container, before, after);
        if (ContainerNetworks.HasResolver(after))
        {
            AskMonitor(container.Id, FrameKind.Update, ProtocolJson.Write(new UpdateRequest
            {
                Dns = DnsOf(container),
            }));
        }
    }

    private ContainerLock Settled(string nameOrId, out Container container, out ContainerState state)
    {
        string id = _store.Resolve(nameOrId);
        ContainerLock locked = _store.Lock(id);
        try
        {
            container = _store.Read(id);
            state = Settle(locked, container) ?? throw ContainerStore.Missing(nameOrId);
            return locked;
        }
        catch (Exception)
        {
            locked.Dispose();
            throw;
        }
    }
}
