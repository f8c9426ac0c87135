// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Events;
using Husk.Networks;
using Husk.Networks.Ports;

namespace Husk.Engine.Networks;

/// <summary>What a container's configuration means to its networks, and its networks to its files.</summary>
/// <param name="networks">The networks of the host; opened by the first container that has one.</param>
/// <param name="sharer">The network namespace of another container, by name or id.</param>
/// <param name="events">The file that what happens is told in.</param>
internal sealed partial class ContainerNetworks(Func<NetworkStore> networks, Func<string, string> sharer, string events)
{
    /// <summary>Docker's name for <c>bridge</c> where nobody chose.</summary>
    private const string Default = "default";

    /// <summary>For who looks only.</summary>
    public NetworkStore Store => networks();

    /// <summary>What <c>--network</c> says of the namespace.</summary>
    public static NetworkMode ModeOf(HostConfig host) => NetworkMode.Parse(host.NetworkMode);

    /// <summary>Whether its names are served by its monitor: docker has that for networks that somebody made.</summary>
    public static bool HasResolver(IEnumerable<Endpoint> endpoints) =>
        endpoints.Any(endpoint => endpoint.Network != NetworkDrivers.DefaultBridge);

    /// <summary>Makes namespace, endpoints and published ports; null where the namespace is another's, or the
    /// host's.</summary>
    public Sandbox? Setup(Container container)
    {
        NetworkMode mode = ModeOf(container.HostConfig);
        if (mode.Kind is NetworkModeKind.Host or NetworkModeKind.Container)
            return null;
        try
        {
            Sandbox sandbox = networks().Setup(SpecOf(container, mode));
            foreach (Endpoint endpoint in sandbox.Endpoints)
                Tell("connect", endpoint);
            if (mode.Kind is NetworkModeKind.None)
                TellOfNone("connect", container);
            return sandbox;
        }
        catch (NetworkException e) when (e.Fault is NetworkFault.Conflict or NetworkFault.Exhausted)
        {
            throw new NetworkException(
                e.Fault, $"failed to set up container networking: {container.Name}: {e.Message}", e);
        }
    }

    /// <summary>What <see cref="Setup"/> would make now.</summary>
    public NetworkForesight? Foresee(Container container)
    {
        NetworkMode mode = ModeOf(container.HostConfig);
        return mode.Kind is NetworkModeKind.Host or NetworkModeKind.Container
            ? null : networks().Foresee(SpecOf(container, mode));
    }

    private static SandboxSpec SpecOf(Container container, NetworkMode mode) => new(container.Id, container.Name)
    {
        Endpoints = mode.Kind == NetworkModeKind.None ? [] : [.. Endpoints(container)],
        Ports = mode.Kind == NetworkModeKind.None ? [] : [.. Ports(container)],
    };

    /// <summary>What <c>linux.namespaces</c> names; null for the host's, which is not there.</summary>
    public string? Namespace(Container container, Sandbox? sandbox) => ModeOf(container.HostConfig) switch
    {
        { Kind: NetworkModeKind.Container, Container: { } other } => sharer(other),
        _ => sandbox?.Path,
    };

    /// <summary>
    /// Takes away what <see cref="Setup"/> made; nothing where there is nothing. The kernel takes part of it away while
    /// <paramref name="meanwhile"/> is done.
    /// </summary>
    public void Release(Container container, Action meanwhile)
    {
        if (ModeOf(container.HostConfig).Kind is not (NetworkModeKind.Own or NetworkModeKind.None))
        {
            meanwhile();
            return;
        }

        IReadOnlyList<Endpoint> endpoints = networks().EndpointsOf(container.Id);
        using Departure departure = networks().BeginRelease(container.Id);
        try
        {
            meanwhile();
        }
        finally
        {
            departure.Complete();
            foreach (Endpoint endpoint in endpoints)
                Tell("disconnect", endpoint);
            if (departure.HasBegun && ModeOf(container.HostConfig).Kind is NetworkModeKind.None)
                TellOfNone("disconnect", container);
        }
    }

    /// <summary>What killed processes left, a line each; taken away with <paramref name="repair"/>.</summary>
    public IReadOnlyList<string> Check(Func<string, bool> lives, bool repair)
    {
        IReadOnlyList<string> orphans = networks().Orphans(lives), damaged = networks().Damaged();
        if (repair)
            networks().Reconcile(lives);
        return [.. orphans.Select(id => $"network of container {id}: belongs to nothing that runs"), .. damaged];
    }

    /// <summary>Lets other containers find it by its new name.</summary>
    public void Rename(Container container, string name)
    {
        if (ModeOf(container.HostConfig).Kind == NetworkModeKind.Own)
            networks().Rename(container.Id, name);
    }

    /// <summary>The name of a network that there is.</summary>
    public string NameOf(string nameOrId) => networks().Find(Name(nameOrId)).Name;

    public static bool IsOnDefaultBridge(Container container) =>
        ModeOf(container.HostConfig).Kind == NetworkModeKind.Own
            && Of(container).ContainsKey(NetworkDrivers.DefaultBridge);

    /// <summary>The names of the networks that a container is in; who shares another's namespace is in none by
    /// itself.</summary>
    public static IEnumerable<string> NamesOf(Container container) => ModeOf(container.HostConfig).Kind switch
    {
        NetworkModeKind.Container => [],
        NetworkModeKind.Host => [NetworkDrivers.Host],
        _ => Of(container).Keys,
    };

    /// <summary>By name, the networks that a container is in whenever it runs.</summary>
    public static IReadOnlyDictionary<string, EndpointSettings> Of(Container container)
    {
        if (ModeOf(container.HostConfig).Kind is not (NetworkModeKind.Own or NetworkModeKind.None))
        {
            throw new EngineException(
                EngineFault.Conflict,
                "container sharing network namespace with another container or host cannot be connected to any other network");
        }

        if (container.Networks.Count == 0)
            return new Dictionary<string, EndpointSettings> { [Name(container.HostConfig.NetworkMode)] = new() };
        return container.Networks.ToDictionary(pair => Name(pair.Key), pair => pair.Value);
    }

    private void Tell(string action, Endpoint endpoint) =>
        Tell(action, networks().Find(endpoint.NetworkId), endpoint.ContainerId);

    // It has no endpoint, but docker tells of it as of any other network.
    private void TellOfNone(string action, Container container) =>
        Tell(action, networks().Find(NetworkDrivers.None), container.Id);

    private void Tell(string action, Network network, string container) =>
        EventLog.Append(
            events,
            "network",
            action,
            network.Id,
            from: null,
            [new("container", container), new("name", network.Name), new("type", network.Driver)]);

    /// <summary>The endpoints that were asked for, first the one of <c>NetworkMode</c>.</summary>
    private static IEnumerable<EndpointSpec> Endpoints(Container container)
    {
        if (container.Networks.Count == 0)
        {
            yield return EndpointSettingsReader.Read(
                Name(container.HostConfig.NetworkMode), container, new EndpointSettings());
        }
        foreach ((string name, EndpointSettings settings) in container.Networks)
            yield return EndpointSettingsReader.Read(Name(name), container, settings);
    }

    private static string Name(string network) => network == Default ? NetworkDrivers.DefaultBridge : network;

    private static IEnumerable<PortMapping> Ports(Container container)
    {
        HostConfig host = container.HostConfig;
        var published = new HashSet<(int, PortProtocol)>();
        foreach (PortMapping mapping in PortArguments.Mappings(host.PortBindings))
        {
            published.Add((mapping.ContainerPort, mapping.Protocol));
            yield return mapping;
        }

        if (!host.PublishAllPorts)
            yield break;
        IEnumerable<PortMapping> exposed = container.Config.ExposedPorts.SelectMany(PortMapping.ParseExposed);
        foreach (PortMapping mapping in exposed.Where(port => published.Add((port.ContainerPort, port.Protocol))))
            yield return mapping;
    }
}
