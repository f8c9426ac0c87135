// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using Husk.Linux;
using Husk.Linux.Netlink;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Ports;

/// <summary>
/// Where the kernel leads datagrams is decided by the first of a flow, and a flow lasts for as long as it is used: one
/// that began before a port was published, or published for another container, would go on as it began (moby issue
/// 8795).
/// </summary>
internal static class DatagramFlows
{
    /// <summary>Forgets those to ports that were published just now, or are no longer.</summary>
    public static void Forget(NetlinkSocket netfilter, IEnumerable<PortLease> leases)
    {
        PortBinding[] bindings =
            [.. leases.Select(lease => lease.Binding).Where(binding => binding.Protocol == PortProtocol.Udp)];
        foreach (PortBinding binding in bindings)
        {
            try
            {
                Connections.Forget(
                    netfilter,
                    binding.HostAddress.AddressFamily == AddressFamily.InterNetwork ? AF_INET : AF_INET6,
                    IPPROTO_UDP,
                    binding.IsEverywhere ? null : binding.HostAddress.GetAddressBytes(),
                    binding.HostPort);
            }
            catch (SyscallException e) when (e.Errno is EINVAL or EOPNOTSUPP or EPROTONOSUPPORT)
            {
                // A kernel without nf_conntrack_netlink: flows end by themselves, minutes after their last datagram.
                return;
            }
        }
    }
}
