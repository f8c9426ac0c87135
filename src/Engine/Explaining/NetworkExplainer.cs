// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Husk.Engine.Containers;
using Husk.Engine.Networks;
using Husk.Linux.Netlink;
using Husk.Networks;
using Husk.Networks.Ports;
using PortBinding = Husk.Networks.Ports.PortBinding;

namespace Husk.Engine.Explaining;

/// <summary>The path of a packet to and from a container, from what the networks' store and the kernel say.</summary>
/// <param name="networks">Of this host.</param>
internal sealed class NetworkExplainer(NetworkStore networks)
{
    public ExplainedNetwork Explain(Container container)
    {
        NetworkMode mode = ContainerNetworks.ModeOf(container.HostConfig);
        IReadOnlyList<Endpoint> endpoints = networks.EndpointsOf(container.Id);
        Network[] of = [.. endpoints.Select(endpoint => networks.Find(endpoint.NetworkId))];
        string? gateway = EndpointWords.Gateway(endpoints)?.NetworkId;
        Network? publishing = networks.BindingsOf(container.Id).Count == 0 ? null
            : of.FirstOrDefault(network => network.Id == gateway);
        return new ExplainedNetwork
        {
            Container = container.Name,
            Mode = mode.Kind switch
            {
                NetworkModeKind.Host => "host",
                NetworkModeKind.None => "none",
                NetworkModeKind.Container => "container:" + mode.Container,
                _ => "own",
            },
            Endpoints = EndpointWords.Of(endpoints, of),
            Ports = [.. networks.BindingsOf(container.Id).Select(binding => Port(binding, endpoints, of))],
            Rules = [.. RuleWords.Of(of, publishing)],
            HostRoutes = of.Any(network => !network.Internal) ? HostRoutes() : [],
            Names = [.. endpoints.Zip(of).SelectMany(pair => Names(pair.First, pair.Second)).Distinct()],
            Resolver = Resolver(mode, of, leadsOut: gateway is not null),
        };
    }

    private static string Resolver(NetworkMode mode, Network[] of, bool leadsOut) => mode.Kind switch
    {
        _ when of.Any(network => network.Name != NetworkDrivers.DefaultBridge) =>
            "127.0.0.11, the container's monitor: names of its networks, and else "
            + (leadsOut ? "the host's servers" : "nobody, since nothing leads out"),
        NetworkModeKind.None => "nobody",
        NetworkModeKind.Container => $"whoever answers {mode.Container}, whose /etc/resolv.conf it has",
        _ => "the servers in its /etc/resolv.conf",
    };

    private static ExplainedPort Port(PortBinding binding, IReadOnlyList<Endpoint> endpoints, Network[] of)
    {
        Endpoint? gateway = EndpointWords.Gateway(endpoints);
        bool isV4 = binding.HostAddress.AddressFamily == AddressFamily.InterNetwork;
        IPAddress? target = isV4 ? gateway?.Ipv4 : gateway?.Ipv6;
        Network? network = of.FirstOrDefault(network => network.Id == gateway?.NetworkId);
        bool isRouted = network is not null && NetworkStore.TraitsOf(network).IsRouted;
        return new ExplainedPort(
            isRouted ? "" : new IPEndPoint(binding.HostAddress, binding.HostPort).ToString(),
            target is null ? "" : new IPEndPoint(target, binding.ContainerPort).ToString(),
            Text(binding.Protocol),
            [.. Reach(binding, target, network)]);
    }

    private static IEnumerable<ExplainedReach> Reach(PortBinding binding, IPAddress? target, Network? network)
    {
        string port = binding.HostPort.ToString(CultureInfo.InvariantCulture);
        if (network is not null && NetworkStore.TraitsOf(network).IsRouted)
        {
            yield return new ExplainedReach(
                "whoever has a route to the network", true, $"{target}, the container's own address");
            yield break;
        }

        bool everywhere = binding.HostAddress.Equals(IPAddress.Any) || binding.HostAddress.Equals(IPAddress.IPv6Any);
        bool loopback = IPAddress.IsLoopback(binding.HostAddress);
        string one = binding.HostAddress.ToString();
        bool isV6 = binding.HostAddress.AddressFamily == AddressFamily.InterNetworkV6;
        yield return new ExplainedReach("this host", true,
            everywhere && isV6
                ? $"port {port} of any address of this host but ::1, from where the kernel leads nothing to a bridge"
            : loopback || everywhere ? $"localhost:{port}, without a proxy" : $"{one}:{port} alone");
        yield return loopback
            ? new ExplainedReach("other hosts", false,
                "it is published on the loopback alone: chain prerouting passes such packets over, and the kernel drops them")
            : new ExplainedReach("other hosts", true,
                everywhere ? $"port {port} of any address of this host, on every interface" : $"{one}:{port}");
        yield return new ExplainedReach("containers of other networks", !loopback,
            loopback ? "a container's 127.0.0.1 is its own" : $"an address of this host and port {port}");
        yield return new ExplainedReach(
            "containers of the same network", network is null || NetworkStore.TraitsOf(network).IsConnected,
            network is null || NetworkStore.TraitsOf(network).IsConnected
                ? $"{target} and its own port, published or not"
                : "the network keeps its containers from each other");
    }

    private IEnumerable<ExplainedName> Names(Endpoint own, Network network)
    {
        IReadOnlyList<Endpoint> all = networks.Endpoints(network);
        bool isDefault = network.Name == NetworkDrivers.DefaultBridge;
        foreach (Endpoint other in isDefault ? [] : all)
        {
            foreach (string name in (string[])[other.Name, other.ContainerId[..12], .. other.Aliases])
                yield return new ExplainedName(name, Addresses(other), network.Name);
        }

        // On the default bridge they are lines of /etc/hosts.
        foreach ((string alias, string target) in own.Links)
        {
            Endpoint? other = all.FirstOrDefault(other =>
                other.Name == target || other.ContainerId.StartsWith(target, StringComparison.Ordinal));
            yield return new ExplainedName(
                alias, other is null ? target : Addresses(other), isDefault ? "" : network.Name);
        }

        static string Addresses(Endpoint of) =>
            string.Join(" ", new[] { of.Ipv4, of.Ipv6 }.Where(address => address is not null));
    }

    private static string[] HostRoutes()
    {
        using NetlinkSocket host = NetlinkSocket.Open();
        return
        [
            .. Routes.List(host).Where(route => route.PrefixLength == 0 && route.Gateway.Length > 0 && route.Link > 0)
                .Select(route =>
                    $"default via {new IPAddress(route.Gateway.Span)} dev {Links.Get(host, route.Link).Name}"),
        ];
    }

    private static string Text(PortProtocol protocol) => protocol.ToString().ToLowerInvariant();
}
