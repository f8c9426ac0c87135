// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Engine.Containers;
using Husk.Networks;
using PortBinding = Husk.Networks.Ports.PortBinding;

namespace Husk.Engine.Networks;

/// <summary>The networks of a container as docker's `inspect` shows them (Engine API 1.51, NetworkSettings).</summary>
internal static class NetworkSettings
{
    /// <param name="container">Whose.</param>
    /// <param name="path">The file that keeps its namespace; empty when it has none of its own, or does not
    /// run.</param>
    /// <param name="networks">By the names of its networks, what was asked for there.</param>
    /// <param name="ids">The networks' ids by their names.</param>
    /// <param name="endpoints">What it has in them; none when it does not run.</param>
    /// <param name="bindings">Its published ports, likewise.</param>
    public static JsonObject Of(
        Container container,
        string path,
        IReadOnlyDictionary<string, EndpointSettings> networks,
        IReadOnlyDictionary<string, string> ids,
        IReadOnlyList<Endpoint> endpoints,
        IReadOnlyList<PortBinding> bindings)
    {
        // The members of old are about the default bridge alone.
        Endpoint? bridge = endpoints.FirstOrDefault(endpoint => endpoint.Network == NetworkDrivers.DefaultBridge);
        var document = new JsonObject
        {
            ["Bridge"] = "",
            ["SandboxID"] = path.Length > 0 ? container.Id : "",
            ["SandboxKey"] = path,
            ["Ports"] = path.Length > 0 ? Ports(container, bindings) : new JsonObject(),
            ["HairpinMode"] = false,
            ["LinkLocalIPv6Address"] = "",
            ["LinkLocalIPv6PrefixLen"] = 0,
            ["SecondaryIPAddresses"] = null,
            ["SecondaryIPv6Addresses"] = null,
            ["MacAddress"] = bridge?.MacAddress ?? "",
        };
        PutAddresses(document, bridge);
        document["Networks"] =
            new JsonObject(networks.OrderBy(network => network.Key, StringComparer.Ordinal).Select(network =>
            KeyValuePair.Create(network.Key, (JsonNode?)Network(
                container,
                network.Value,
                ids.GetValueOrDefault(network.Key, ""),
                endpoints.FirstOrDefault(endpoint => endpoint.Network == network.Key)))));
        return document;
    }

    /// <summary>What <c>ps</c> shows: what is published, and what is only noted.</summary>
    public static IReadOnlyList<PublishedPort> Published(Container container, IEnumerable<PortBinding> bindings)
    {
        List<PublishedPort> ports =
        [
            .. bindings.Select(binding => new PublishedPort(
                binding.ContainerPort, binding.Protocol.ToString().ToLowerInvariant(), binding.HostAddress.ToString(),
                binding.HostPort)),
        ];
        foreach (string exposed in container.Config.ExposedPorts)
        {
            string[] parts = exposed.Split('/');
            if (int.TryParse(parts[0], CultureInfo.InvariantCulture, out int number)
                && !ports.Exists(port => port.PrivatePort == number && port.Type == parts[^1]))
            {
                ports.Add(new PublishedPort(number, parts[^1]));
            }
        }

        return ports;
    }

    private static JsonObject Ports(Container container, IReadOnlyList<PortBinding> bindings)
    {
        var ports = new JsonObject();
        foreach (string exposed in container.Config.ExposedPorts)
            ports[exposed] = null;
        foreach (IGrouping<string, PortBinding> port in bindings.GroupBy(
            binding => PortArguments.Key(binding.ContainerPort, binding.Protocol)))
        {
            ports[port.Key] = new JsonArray([.. port.Select(binding => (JsonNode)new JsonObject
            {
                ["HostIp"] = binding.HostAddress.ToString(),
                ["HostPort"] = binding.HostPort.ToString(CultureInfo.InvariantCulture),
            })]);
        }

        return ports;
    }

    private static JsonObject Network(Container container, EndpointSettings settings, string id, Endpoint? endpoint)
    {
        var document = new JsonObject
        {
            ["IPAMConfig"] = Wanted(settings),
            ["Links"] = TextsOrNull(settings.Links),
            ["Aliases"] = TextsOrNull(settings.Aliases),
            ["MacAddress"] = endpoint?.MacAddress ?? "",
            ["DriverOpts"] = settings.DriverOpts.Count == 0 ? null
                : new JsonObject(settings.DriverOpts.Select(
                    pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
            ["GwPriority"] = settings.GwPriority,
            ["NetworkID"] = id,
        };
        PutAddresses(document, endpoint);
        document["DNSNames"] = endpoint is null || endpoint.Network == NetworkDrivers.DefaultBridge ? null
            : InspectDocument.Texts(new[] { container.Name }.Concat(settings.Aliases)
                .Append(ContainerId.Short(container.Id)).Append(container.Config.Hostname)
                .Where(name => name.Length > 0).Distinct());
        return document;
    }

    private static void PutAddresses(JsonObject document, Endpoint? endpoint)
    {
        document["EndpointID"] = endpoint?.Id ?? "";
        document["Gateway"] = endpoint?.Ipv4Gateway?.ToString() ?? "";
        document["IPAddress"] = endpoint?.Ipv4?.ToString() ?? "";
        document["IPPrefixLen"] = endpoint?.Ipv4 is null ? 0 : endpoint.Ipv4PrefixLength;
        document["IPv6Gateway"] = endpoint?.Ipv6Gateway?.ToString() ?? "";
        document["GlobalIPv6Address"] = endpoint?.Ipv6?.ToString() ?? "";
        document["GlobalIPv6PrefixLen"] = endpoint?.Ipv6 is null ? 0 : endpoint.Ipv6PrefixLength;
    }

    private static JsonObject? Wanted(EndpointSettings settings)
    {
        var document = new JsonObject();
        if (settings.IPv4Address is { Length: > 0 } ipv4)
            document["IPv4Address"] = ipv4;
        if (settings.IPv6Address is { Length: > 0 } ipv6)
            document["IPv6Address"] = ipv6;
        if (settings.LinkLocalIPs.Length > 0)
            document["LinkLocalIPs"] = InspectDocument.Texts(settings.LinkLocalIPs);
        return document.Count > 0 ? document : null;
    }

    private static JsonArray? TextsOrNull(string[] texts) => texts.Length == 0 ? null : InspectDocument.Texts(texts);
}
