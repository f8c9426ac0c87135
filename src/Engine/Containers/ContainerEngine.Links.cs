// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Networks;
using Husk.Monitor.Protocol;
using Husk.Networks;
using Husk.Networks.Names;
using Husk.Networks.Ports;

namespace Husk.Engine.Containers;

/// <summary>Links of the default bridge (<c>--link</c>), which docker calls legacy.</summary>
public sealed partial class ContainerEngine
{
    /// <summary>Takes a link away, which is a name of the other container too: <c>app/mysql</c>. The two stay.</summary>
    /// <exception cref="EngineException">There is no such link (NotFound), or the name is the container's own
    /// (Conflict), in docker's words (moby, daemon/delete.go).</exception>
    public void RemoveLink(string name) => Guard(() =>
    {
        string plain = name.StartsWith('/') ? name[1..] : name;
        int slash = plain.LastIndexOf('/');
        if (slash < 0)
        {
            _store.Resolve(name);
            throw new EngineException(
                EngineFault.Conflict, "Conflict, cannot remove the default link name of the container");
        }

        string alias = plain[(slash + 1)..];
        if (_store.TryResolve(plain[..slash]) is not { } id)
            throw ContainerStore.Missing(name);
        using ContainerLock locked = Settled(id, out Container container, out ContainerState state);
        string[] rest = [.. container.HostConfig.Links.Where(link => link.Split(':', 2)[^1] != alias)];
        if (rest.Length == container.HostConfig.Links.Length || !ContainerNetworks.IsOnDefaultBridge(container))
            throw ContainerStore.Missing(name);
        if (IsActive(state.Status))
        {
            Change(container, () => Networks.Unlink(container, alias));
            EtcFiles.Unlink(_paths.Of(id), alias);
        }

        ContainerStore.Write(locked, container with { HostConfig = container.HostConfig with { Links = rest } });
    });

    /// <summary>Refuses links to what is not there, before there is a container.</summary>
    private void CheckLinks(HostConfig host)
    {
        foreach ((_, string name) in EndpointSettingsReader.Links(host.Links))
        {
            if (_store.TryResolve(name) is null)
            {
                throw new EngineException(
                    EngineFault.InvalidArgument, $"could not get container for {name}: No such container: {name}");
            }
        }
    }

    private IReadOnlyList<(LegacyLink Link, Container Other)> LinksOf(Container container) =>
        [.. EndpointSettingsReader.Links(container.HostConfig.Links)
            .Select(link => LinkOf(container, link.Key, link.Value))];

    private (LegacyLink Link, Container Other) LinkOf(Container container, string alias, string name)
    {
        Container other = _store.Read(_store.Resolve(name));
        if (!ContainerNetworks.IsOnDefaultBridge(other))
        {
            throw new EngineException(
                EngineFault.Conflict, $"cannot link to /{other.Name}, as it does not belong to the default network");
        }
        Endpoint? endpoint = Networks.EndpointsOf(other)
            .FirstOrDefault(endpoint => endpoint.Network == NetworkDrivers.DefaultBridge);
        return endpoint?.Ipv4 is { } address
            ? (new LegacyLink(container.Name, alias, other.Name, other.Id, address), other)
            : throw new EngineException(EngineFault.Conflict,
                $"Cannot link to a non running container: /{other.Name} AS /{container.Name}/{alias}");
    }

    private static IReadOnlyList<string> EnvironmentOf(IEnumerable<(LegacyLink Link, Container Other)> links) =>
    [
        .. links.SelectMany(link => link.Link.Environment(
            [.. link.Other.Config.ExposedPorts.SelectMany(PortMapping.ParseExposed)], link.Other.Config.Env)),
    ];

    /// <summary>Tells those who have a link to a container where it is now: it may have another address than
    /// before.</summary>
    private void Relink(Container container, Sandbox? sandbox)
    {
        if (sandbox?.Endpoints.FirstOrDefault(
            endpoint => endpoint.Network == NetworkDrivers.DefaultBridge)?.Ipv4 is not { } address)
        {
            return;
        }
        foreach (Endpoint other in Networks.LinkedTo(container))
        {
            foreach ((string alias,
                _) in other.Links.Where(link =>
                    link.Value == container.Name
                        || container.Id.StartsWith(link.Value, System.StringComparison.Ordinal)))
            {
                EtcFiles.Relink(_paths.Of(other.ContainerId),
                    new LegacyLink(other.Name, alias, container.Name, container.Id, address));
            }
        }
    }
}
