// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Addresses;
using Husk.Networks.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Ports;

/// <summary>Chooses the host's ports for a container, and says what is in the way of those that were asked
/// for.</summary>
/// <param name="table">What is published already.</param>
/// <param name="network">The network that the ports are reached by.</param>
/// <param name="endpoint">The container's endpoint there.</param>
/// <param name="asksHost">Whether a port on which a process of the host listens is taken too.</param>
internal sealed class PortChooser(PortTable table, Network network, Endpoint endpoint, bool asksHost = true)
{
    private readonly List<PortBinding> _chosen = [];

    /// <summary>The port that was chosen last, when none was asked for.</summary>
    public int LastChosen { get; private set; } = table.LastChosen;

    /// <summary>One lease for each family, all with the same port of the host.</summary>
    /// <exception cref="NetworkException">The port is taken, or all of those it may be.</exception>
    public IReadOnlyList<PortLease> Choose(string containerId, PortMapping port)
    {
        if (IPAddress.IPv6Loopback.Equals(port.HostAddress))
        {
            throw NetworkException.Invalid(
                "cannot publish on ::1: the kernel leads nothing from there to a container, and there is no proxy; publish on 127.0.0.1");
        }

        (IPAddress Host, IPAddress Target)[] ways = [.. Ways(port.HostAddress)];
        if (ways.Length == 0)
        {
            throw NetworkException.Invalid(
                $"cannot publish on {port.HostAddress}: the container has no address of that family in network {network.Name}; "
                + "`network create --ipv6` makes one where it has");
        }

        // A routed network's ports are the container's own: the host has none.
        bool isRouted = network.Subnets.Any(subnet =>
            subnet.Prefix.Contains(ways[0].Target) && network.ModeOf(subnet) == GatewayMode.Routed);
        NetworkException? refusal = null;
        foreach (int candidate in isRouted ? [port.HostPort] : Candidates(port))
        {
            PortBinding[] bindings =
                [.. ways.Select(way => new PortBinding(port.ContainerPort, port.Protocol, way.Host, candidate))];
            refusal = isRouted ? null : bindings.Select(Refusal).FirstOrDefault(found => found is not null);
            if (refusal is not null)
                continue;
            _chosen.AddRange(bindings);
            if (port.HostPort == 0)
                LastChosen = candidate;
            return [.. bindings.Zip(ways, (binding, way) => new PortLease(containerId, binding, way.Target))];
        }

        throw port.HostPort != 0 && port.HostPort == port.LastHostPort
            ? refusal!
            : new NetworkException(NetworkFault.Exhausted, "all ports are allocated", refusal);
    }

    private IEnumerable<(IPAddress Host, IPAddress Target)> Ways(IPAddress? host)
    {
        IPAddress any = network.Options.TryGetValue(NetworkOptions.HostBinding, out string? binding)
            ? AddressText.Parse(binding, NetworkOptions.HostBinding)
            : IPAddress.Any;
        if (endpoint.Ipv4 is { } ipv4 && (host ?? any).AddressFamily == AddressFamily.InterNetwork)
            yield return (host ?? any, ipv4);
        if (endpoint.Ipv6 is { } ipv6 && (host ?? IPAddress.IPv6Any).AddressFamily == AddressFamily.InterNetworkV6)
            yield return (host ?? IPAddress.IPv6Any, ipv6);
    }

    private IEnumerable<int> Candidates(PortMapping port)
    {
        if (port.HostPort != 0)
            return Enumerable.Range(port.HostPort, port.LastHostPort - port.HostPort + 1);
        // ip-sysctl.rst, ip_local_port_range.
        int[] range =
        [
            .. (NetworkSysctl.Read("ipv4/ip_local_port_range") ?? "32768\t60999").Split('\t')
                .Select(number => int.Parse(number, CultureInfo.InvariantCulture)),
        ];
        int size = range[1] - range[0] + 1;
        int begin = LastChosen >= range[0] && LastChosen < range[1] ? LastChosen + 1 - range[0] : 0;
        return Enumerable.Range(0, size).Select(i => range[0] + (begin + i) % size);
    }

    private NetworkException? Refusal(PortBinding wanted)
    {
        string address = new IPEndPoint(wanted.HostAddress, wanted.HostPort).ToString();
        if (_chosen.Exists(wanted.Clashes) || table.IsTaken(wanted))
            return new NetworkException(NetworkFault.Conflict, $"Bind for {address} failed: port is already allocated");
        int errno = asksHost ? HostPort.Probe(wanted) : 0;
        return errno == 0 ? null : new NetworkException(
            NetworkFault.Conflict,
            $"failed to bind host port {address}/{wanted.Protocol.ToString().ToLowerInvariant()}: "
            + (errno == EADDRINUSE
                ? "address already in use: a process on the host listens there"
                : Errno.Text(errno)));
    }
}
