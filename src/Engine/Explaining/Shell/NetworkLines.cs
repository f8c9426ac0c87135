// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Husk.Networks;

namespace Husk.Engine.Explaining.Shell;

/// <summary>A container's networks as lines of ip(8), bridge(8) and sysctl(8).</summary>
/// <param name="path">The file that keeps the network namespace, quoted.</param>
internal sealed class NetworkLines(string path)
{
    private string Inside => $"nsenter --net={path} ip";

    /// <summary>The bridge, which may be there already.</summary>
    public static IEnumerable<string> Bridge(Network network)
    {
        string bridge = network.BridgeName;
        yield return $"ip link show {bridge} >/dev/null 2>&1 || ip link add {bridge} type bridge";
        foreach (Subnet subnet in network.Subnets.Where(network.HasGateway))
        {
            yield return $"ip addr replace {subnet.Gateway}/{subnet.Prefix.PrefixLength} dev {bridge}"
                + (subnet.IsIpv4 ? "" : " nodad");
        }

        yield return $"ip link set {bridge} up";
        yield return $"sysctl -qw net.ipv4.conf.{bridge}.route_localnet=1";
        if (!network.Internal)
            yield return "sysctl -qw net.ipv4.ip_forward=1";
        if (!network.Internal && network.Subnets.Any(subnet => !subnet.IsIpv4))
            yield return "sysctl -qw net.ipv6.conf.all.forwarding=1";
    }

    /// <summary>The cable: one end on the host, the other in the container.</summary>
    public IEnumerable<string> Cable(Endpoint endpoint, Network network)
    {
        if (endpoint.Device.Length == 0)
        {
            string parent = network.Options.GetValueOrDefault("parent", "PARENT");
            yield return $"ip link add link {ShellText.Quote(parent)} name {endpoint.Interface} "
                + $"address {endpoint.MacAddress} netns {path} type macvlan mode bridge";
            yield break;
        }

        yield return $"ip link add {endpoint.Device} type veth peer name {endpoint.Interface} "
            + $"address {endpoint.MacAddress} netns {path}";
        yield return $"ip link set {endpoint.Device} master {network.BridgeName} up";
        yield return $"bridge link set dev {endpoint.Device} hairpin on"
            + (NetworkStore.TraitsOf(network).IsConnected ? "" : " isolated on");
    }

    public IEnumerable<string> Addresses(Endpoint endpoint)
    {
        foreach ((IPAddress? address, int bits) in new[]
            { (endpoint.Ipv4, endpoint.Ipv4PrefixLength), (endpoint.Ipv6, endpoint.Ipv6PrefixLength) })
        {
            if (address is not null)
                yield return $"{Inside} addr add {address}/{bits}{(address.AddressFamily == AddressFamily.InterNetwork ? " brd +" : "")} dev {endpoint.Interface}";
        }

        if (endpoint.Ipv6 is null)
            yield return $"nsenter --net={path} sysctl -qw net.ipv6.conf.{endpoint.Interface}.disable_ipv6=1";
        yield return $"{Inside} link set {endpoint.Interface} up";
    }

    public IEnumerable<string> DefaultRoutes(Endpoint gateway) =>
        new[] { gateway.Ipv4Gateway, gateway.Ipv6Gateway }.OfType<IPAddress>()
            .Select(address => $"{Inside} route add default via {address}");

    public string LoopbackUp => $"{Inside} link set lo up";
}
