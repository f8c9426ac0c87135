// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using Husk.Linux.Nftables;
using Husk.Networks.Ports;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Firewall;

/// <summary>What a published port is to the rules, as the kernel has it; <see cref="RulesetText.Element"/> is the same
/// in words.</summary>
internal static class PortElement
{
    /// <summary>Its set: a routed network's ports are open, all others lead from the host to the container.</summary>
    public static string SetOf(PortLease lease, IReadOnlyList<Network> networks)
    {
        string family = lease.Target.AddressFamily == AddressFamily.InterNetwork ? "4" : "6";
        if (IsRouted(lease, networks))
            return "open" + family;
        return lease.Binding.IsEverywhere ? "ports" + family : $"ports{family}at";
    }

    public static SetElement Of(PortLease lease, IReadOnlyList<Network> networks)
    {
        PortBinding binding = lease.Binding;
        byte[] target = lease.Target.GetAddressBytes();
        byte[] protocol = Part(binding.Protocol switch
        {
            PortProtocol.Udp => IPPROTO_UDP,
            PortProtocol.Sctp => IPPROTO_SCTP,
            _ => IPPROTO_TCP,
        });
        string set = SetOf(lease, networks);
        if (IsRouted(lease, networks))
            return new SetElement(set, [.. target, .. protocol, .. Port(binding.ContainerPort)], null);
        byte[] host = binding.IsEverywhere ? [] : binding.HostAddress.GetAddressBytes();
        return new SetElement(
            set, [.. host, .. protocol, .. Port(binding.HostPort)], [.. target, .. Port(binding.ContainerPort)]);
    }

    private static bool IsRouted(PortLease lease, IReadOnlyList<Network> networks) => networks.Any(network =>
        network.Subnets.Any(subnet => subnet.Prefix.Contains(lease.Target) && network.ModeOf(subnet) == GatewayMode.Routed));

    private static byte[] Part(int number) => [(byte)number, 0, 0, 0];

    private static byte[] Port(int port)
    {
        byte[] part = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(part, (ushort)port);
        return part;
    }
}
