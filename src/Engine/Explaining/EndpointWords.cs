// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using Husk.Networks;

namespace Husk.Engine.Explaining;

/// <summary>Endpoints as they are explained.</summary>
internal static class EndpointWords
{
    /// <param name="endpoints">A container's.</param>
    /// <param name="networks">The network of each.</param>
    public static IReadOnlyList<ExplainedEndpoint> Of(
        IReadOnlyList<Endpoint> endpoints, IReadOnlyList<Network> networks)
    {
        Endpoint? gateway = Gateway(endpoints);
        return [.. endpoints.Zip(networks, (endpoint, network) => Of(endpoint, network, endpoint == gateway))];
    }

    /// <summary>The endpoint with the default route: NetworkStore's order.</summary>
    public static Endpoint? Gateway(IEnumerable<Endpoint> endpoints) => endpoints
        .Where(endpoint => endpoint.Ipv4Gateway is not null || endpoint.Ipv6Gateway is not null)
        .OrderByDescending(endpoint => endpoint.GatewayPriority)
        .ThenBy(endpoint => endpoint.Network, System.StringComparer.Ordinal)
        .FirstOrDefault();

    private static ExplainedEndpoint Of(Endpoint endpoint, Network network, bool isDefault) => new()
    {
        Network = network.Name,
        Driver = network.Driver,
        Interface = endpoint.Interface,
        Addresses =
        [
            .. Address(endpoint.Ipv4, endpoint.Ipv4PrefixLength), .. Address(endpoint.Ipv6, endpoint.Ipv6PrefixLength),
        ],
        MacAddress = endpoint.MacAddress,
        Peer = endpoint.Device,
        Bridge = network.Driver == NetworkDrivers.Bridge
            ? network.BridgeName : network.Options.GetValueOrDefault(NetworkOptions.Parent, ""),
        Gateways = [.. network.Subnets.Where(network.HasGateway).Select(subnet => subnet.Gateway.ToString())],
        IsDefaultRoute = isDefault,
        Internal = network.Internal,
        Masquerades = NetworkStore.TraitsOf(network).Masquerades,
    };

    private static IEnumerable<string> Address(IPAddress? address, int bits) =>
        address is null ? [] : [string.Create(CultureInfo.InvariantCulture, $"{address}/{bits}")];
}
