// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Engine.Containers;
using Husk.Engine.Events;
using Husk.Networks;

namespace Husk.Engine.Networks;

/// <summary>
/// What docker's users do with networks. Every failure that is not a mistake in this program is an
/// <see cref="EngineException"/>.
/// </summary>
/// <param name="paths">Where everything is.</param>
public sealed class NetworkEngine(EnginePaths paths)
{
    private readonly NetworkStore _store = NetworkStore.Open(paths.Root, paths.Run);

    /// <summary>Told of networks that cannot be read, a line each; null for nobody.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Makes a network, and says its id.</summary>
    public string Create(NetworkRequest request) =>
        EngineException.Guard(() => Tell("create", _store.Create(new NetworkSpec(request.Name)
        {
            Driver = request.Driver,
            Subnets = [.. SubnetRequests.Of(request)],
            Internal = request.Internal,
            Ipv4 = request.Ipv4,
            Ipv6 = request.Ipv6,
            ConfigOnly = request.ConfigOnly,
            ConfigFrom = request.ConfigFrom,
            Attachable = request.Attachable,
            Options = request.Options,
            Labels = request.Labels,
        })).Id);

    public IReadOnlyList<NetworkSummary> List() =>
        EngineException.Guard(() =>
        {
            foreach (string line in _store.Damaged())
                Warn?.Invoke(line);
            return (IReadOnlyList<NetworkSummary>)[.. _store.List().Select(Summary)];
        });

    /// <summary>Removes a network, and says its name.</summary>
    public string Remove(string nameOrId) => EngineException.Guard(() => Tell("destroy", _store.Remove(nameOrId)).Name);

    /// <summary>
    /// Removes the networks that nothing is connected to, of those that are meant; of the others what nobody uses now:
    /// bridges and rules, and what killed processes left.
    /// </summary>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> Prune(Func<NetworkSummary, bool> takes) => EngineException.Guard(() =>
    {
        var removed = new List<string>();
        foreach (Network network in _store.List().Where(Goes))
        {
            try
            {
                removed.Add(Tell("destroy", _store.Remove(network.Id)).Name);
            }
            catch (NetworkException e) when (e.Fault is NetworkFault.Forbidden or NetworkFault.NotFound)
            {
                // In use, or removed by somebody else.
            }
        }

        // A network to copy from is used by nobody, ever.
        bool Goes(Network network) => !network.IsPredefined && !network.ConfigOnly && takes(Summary(network));

        ContainerStore containers = new(paths);
        _store.Reconcile(id => SandboxOwners.Lives(containers, id));
        _store.TakeDown();
        return (IReadOnlyList<string>)removed;
    });

    /// <summary>A network as docker's `network inspect` shows it (Engine API 1.51, NetworkInspect); null when there is
    /// none.</summary>
    public JsonObject? TryInspect(string nameOrId) => EngineException.Guard(() =>
    {
        try
        {
            Network network = _store.Find(nameOrId);
            return Document(network, _store.Endpoints(network));
        }
        catch (NetworkException e) when (e.Fault == NetworkFault.NotFound)
        {
            return null;
        }
    });

    private Network Tell(string action, Network network)
    {
        EventLog.Append(paths.Events, "network", action, network.Id, from: null,
            [new("name", network.Name), new("type", network.Driver)]);
        return network;
    }

    private NetworkSummary Summary(Network network) => new(
        network.Id,
        network.Name,
        network.Driver,
        network.Created,
        network.Internal,
        !network.WithoutIpv4,
        network.Ipv6,
        network.IsPredefined,
        _store.Endpoints(network).Count > 0,
        network.Labels);

    private static JsonObject Document(Network network, IReadOnlyList<Endpoint> endpoints) => new()
    {
        ["Name"] = network.Name,
        ["Id"] = network.Id,
        ["Created"] = InspectDocument.Time(network.Created),
        ["Scope"] = "local",
        ["Driver"] = network.Driver,
        ["EnableIPv4"] = !network.WithoutIpv4,
        ["EnableIPv6"] = network.Ipv6,
        ["IPAM"] = new JsonObject
        {
            ["Driver"] = "default",
            ["Options"] = null,
            ["Config"] = network.Subnets.Count == 0 ? null : new JsonArray([.. network.Subnets.Select(subnet => Config(network, subnet))]),
        },
        ["Internal"] = network.Internal,
        ["Attachable"] = network.Attachable,
        ["Ingress"] = false,
        ["ConfigFrom"] = new JsonObject { ["Network"] = network.ConfiguredFrom ?? "" },
        ["ConfigOnly"] = network.ConfigOnly,
        ["Containers"] = new JsonObject(endpoints.Select(endpoint =>
            KeyValuePair.Create(endpoint.ContainerId, (JsonNode?)new JsonObject
            {
                ["Name"] = endpoint.Name,
                ["EndpointID"] = endpoint.Id,
                ["MacAddress"] = endpoint.MacAddress,
                ["IPv4Address"] = endpoint.Ipv4 is null ? "" : $"{endpoint.Ipv4}/{endpoint.Ipv4PrefixLength}",
                ["IPv6Address"] = endpoint.Ipv6 is null ? "" : $"{endpoint.Ipv6}/{endpoint.Ipv6PrefixLength}",
            }))),
        ["Options"] = Texts(Options(network)),
        ["Labels"] = Texts(network.Labels),
    };

    private static JsonObject Config(Network network, Subnet subnet)
    {
        var config = new JsonObject { ["Subnet"] = subnet.Prefix.ToString() };
        if (subnet.Range is { } range)
            config["IPRange"] = range.ToString();
        if (!network.IsIsolated(subnet))
            config["Gateway"] = subnet.Gateway.ToString();
        if (subnet.Auxiliary.Count > 0)
        {
            config["AuxiliaryAddresses"] =
                Texts(subnet.Auxiliary.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        }
        return config;
    }

    /// <summary>Those that were given; of the default bridge those that it has, as docker tells them: scripts read the
    /// bridge's name there.</summary>
    private static IReadOnlyDictionary<string, string> Options(Network network) =>
        network.Name != NetworkDrivers.DefaultBridge ? network.Options : new Dictionary<string, string>
        {
            ["com.docker.network.bridge.default_bridge"] = "true",
            [NetworkOptions.Icc] = "true",
            [NetworkOptions.Masquerade] = "true",
            [NetworkOptions.HostBinding] = "0.0.0.0",
            [NetworkOptions.BridgeName] = network.BridgeName,
            [NetworkOptions.Mtu] = "1500",
        };

    private static JsonObject Texts(IReadOnlyDictionary<string, string> texts) =>
        new(texts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
}
