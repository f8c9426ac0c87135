// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Engine.Containers;
using Husk.Networks;
using Husk.Networks.Ports;
using PortBinding = Husk.Networks.Ports.PortBinding;

namespace Husk.Engine.Networks;

/// <summary>What changes, and what is to be seen, while a container runs.</summary>
internal sealed partial class ContainerNetworks
{
    /// <summary>Joins a network.</summary>
    public void Connect(Container container, string network, EndpointSettings settings) =>
        Tell("connect", networks().Connect(container.Id, EndpointSettingsReader.Read(network, container, settings)));

    /// <summary>Leaves a network.</summary>
    public void Disconnect(Container container, string network)
    {
        Endpoint? endpoint = EndpointsOf(container).FirstOrDefault(endpoint => endpoint.Network == network);
        networks().Disconnect(container.Id, network);
        if (endpoint is not null)
            Tell("disconnect", endpoint);
    }

    /// <summary>Takes what is left of a container that is no longer there out of a network.</summary>
    /// <param name="nameOrId">As it had them.</param>
    /// <param name="network">The network's name.</param>
    public void DisconnectForgotten(string nameOrId, string network)
    {
        Endpoint endpoint = networks().Endpoints(networks().Find(network)).FirstOrDefault(endpoint =>
                endpoint.Name == nameOrId
                || (nameOrId.Length >= 12 && endpoint.ContainerId.StartsWith(nameOrId, StringComparison.Ordinal)))
            ?? throw new EngineException(
                EngineFault.NotFound, $"endpoint {nameOrId} not found in network {network}, and no such container");
        networks().Release(endpoint.ContainerId);
        Tell("disconnect", endpoint);
    }

    /// <summary>The endpoints that it has now.</summary>
    public IReadOnlyList<Endpoint> EndpointsOf(Container container) => networks().EndpointsOf(container.Id);

    /// <summary>The published ports that it has now.</summary>
    public IReadOnlyList<PortBinding> BindingsOf(Container container) => networks().BindingsOf(container.Id);

    /// <summary>The endpoints on the default bridge that have a link to a container.</summary>
    public IReadOnlyList<Endpoint> LinkedTo(Container container) =>
    [
        .. networks().Endpoints(networks().Find(NetworkDrivers.DefaultBridge))
            .Where(endpoint => endpoint.Links.Values.Any(name =>
            name == container.Name || container.Id.StartsWith(name, StringComparison.Ordinal))),
    ];

    /// <summary>Takes a link of the default bridge away.</summary>
    public void Unlink(Container container, string alias) =>
        networks().Unlink(container.Id, NetworkDrivers.DefaultBridge, alias);

    /// <summary>
    /// Takes ports back and publishes others: all of it, or nothing. What is taken back is free for what is published.
    /// </summary>
    /// <param name="container">Whose ports.</param>
    /// <param name="remove">What is taken back.</param>
    /// <param name="add">What is published.</param>
    public void Republish(Container container, IReadOnlyList<PortMapping> remove, IReadOnlyList<PortMapping> add)
    {
        IReadOnlyList<PortBinding> before = networks().BindingsOf(container.Id);
        if (remove.Count > 0)
            networks().Unpublish(container.Id, remove);
        try
        {
            if (add.Count > 0)
                networks().Publish(container.Id, add);
        }
        catch (Exception)
        {
            networks().Restore(container.Id, before);
            throw;
        }
    }

    /// <summary>The published ports of all containers, by their ids.</summary>
    public ILookup<string, PortBinding> Bindings() => networks().Bindings();

    public IReadOnlyList<PublishedPort> Ports(Container container, Lazy<ILookup<string, PortBinding>> published) =>
        NetworkSettings.Published(
            container,
            ModeOf(container.HostConfig).Kind == NetworkModeKind.Own ? published.Value[container.Id] : []);

    /// <summary>What <c>inspect</c> shows.</summary>
    public JsonObject Settings(Container container, bool runs)
    {
        NetworkMode mode = ModeOf(container.HostConfig);
        bool isOwn = mode.Kind is NetworkModeKind.Own or NetworkModeKind.None;
        IReadOnlyDictionary<string, EndpointSettings> asked = mode.Kind switch
        {
            NetworkModeKind.Container => new Dictionary<string, EndpointSettings>(),
            NetworkModeKind.Host => new Dictionary<string, EndpointSettings> { [NetworkDrivers.Host] = new() },
            _ => Of(container),
        };
        return NetworkSettings.Of(
            container,
            runs && isOwn ? networks().NamespaceOf(container.Id) : "",
            asked,
            networks().List().ToDictionary(network => network.Name, network => network.Id),
            runs && isOwn ? networks().EndpointsOf(container.Id) : [],
            runs && isOwn ? networks().BindingsOf(container.Id) : []);
    }
}
