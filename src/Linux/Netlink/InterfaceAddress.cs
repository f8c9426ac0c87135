// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Netlink;

/// <summary>An IP address of a network interface (rtnetlink(7), struct ifaddrmsg).</summary>
/// <param name="Family">AF_INET or AF_INET6.</param>
/// <param name="PrefixLength">Bits of the network.</param>
/// <param name="Scope">RT_SCOPE_UNIVERSE for one that is good anywhere.</param>
/// <param name="Flags">IFA_F_*.</param>
/// <param name="Address">
/// IFA_ADDRESS, 4 or 16 bytes: the address, or that of the other end of a point-to-point link.
/// </param>
/// <param name="Local">IFA_LOCAL: the address; empty where <paramref name="Address"/> is it.</param>
/// <param name="Broadcast">IFA_BROADCAST; empty when there is none.</param>
/// <param name="Priority">IFA_RT_PRIORITY: metric of the route to its network, 0 for the default.</param>
public sealed record InterfaceAddress(
    int Family, int PrefixLength, int Scope, uint Flags, byte[] Address, byte[] Local, byte[] Broadcast, uint Priority);
