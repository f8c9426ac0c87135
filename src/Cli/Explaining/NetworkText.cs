// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining;

/// <summary>The path of a packet, drawn in text.</summary>
internal static class NetworkText
{
    public static string Of(ExplainedNetwork network)
    {
        var lines = new Lines();
        Write(lines, network);
        return lines.ToString();
    }

    public static void Write(Lines lines, ExplainedNetwork network)
    {
        lines.Heading($"Network of {network.Container}");
        if (network.Endpoints.Count == 0)
            lines.Line(2, "", Without(network.Mode));
        foreach (ExplainedEndpoint endpoint in network.Endpoints)
            Endpoint(lines, endpoint, network);
        if (network.Rules.Count > 0)
        {
            lines.Heading("Rules on the way (nft list table inet husk)");
            foreach (string rule in network.Rules)
                lines.Line(2, "", rule);
        }

        if (network.Ports.Count > 0)
            lines.Heading("Who reaches what is published");
        foreach (ExplainedPort port in network.Ports)
        {
            lines.Line(2, "", Way(port));
            lines.Rows(
                4, [.. port.Reach.Select(reach => ($"{(reach.Reaches ? "yes" : "no ")} {reach.From}", reach.How))]);
        }

        lines.Heading("Names");
        lines.Line(2, "answered by ", network.Resolver);
        lines.Rows(2, [.. network.Names.Select(name => (name.Name, $"{name.Address}  {name.Network}"))]);
    }

    private static void Endpoint(Lines lines, ExplainedEndpoint endpoint, ExplainedNetwork network)
    {
        string way = endpoint.IsDefaultRoute ? ", default route" : "";
        lines.Line(2, "", $"{endpoint.Interface}  {string.Join(" ", endpoint.Addresses)}  {endpoint.MacAddress}{way}");
        var stations = new List<string>();
        if (endpoint.Driver == "macvlan")
        {
            stations.Add($"{endpoint.Bridge}  an interface of the host, shared: the host itself is not reached");
            if (endpoint.IsDefaultRoute)
                stations.Add($"{string.Join(" ", endpoint.Gateways)}  the router of the network that {endpoint.Bridge} is in");
        }
        else
        {
            stations.Add($"{endpoint.Peer}  the other end of the cable, on the host");
            stations.Add($"{endpoint.Bridge}  {Bridge(endpoint)}");
            if (endpoint.Internal)
            {
                stations.Add(endpoint.Gateways.Count > 0
                    ? "nothing leads out of this network, but to this host's own address in it"
                    : "nothing leads out of this network");
            }
            else if (endpoint.IsDefaultRoute)
            {
                stations.Add(endpoint.Masquerades
                    ? "forward, postrouting: leaves with the host's address"
                    : "forward: leaves with its own address");
            }
            if (!endpoint.Internal && endpoint.IsDefaultRoute)
            {
                stations.AddRange(network.HostRoutes.Count > 0
                    ? network.HostRoutes
                    : ["the host has no default route: nothing further is reached"]);
            }
        }

        foreach (string station in stations)
        {
            lines.Line(4, "", "|");
            lines.Line(2, "", station);
        }
    }

    public static string Way(ExplainedPort port) => port.Host.Length == 0
        ? $"{port.Container}/{port.Protocol}, without a port of the host"
        : $"{port.Host}/{port.Protocol} -> {port.Container}";

    public static string Bridge(ExplainedEndpoint endpoint) => endpoint.Gateways.Count == 0
        ? $"the bridge of the network {endpoint.Network}, in which this host has no address"
        : $"the bridge of the network {endpoint.Network}, {string.Join(" ", endpoint.Gateways)}";

    public static string Without(string mode) => mode switch
    {
        "host" => "the host's own: its interfaces, its ports, its firewall",
        "none" => "only the loopback",
        "own" => "none now: it is made when the container starts",
        _ => $"that of {mode["container:".Length..]}: the same addresses and ports, of which `husk explain network {mode["container:".Length..]}` tells",
    };
}
