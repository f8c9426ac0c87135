// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/in6.h: ipv6(7).
public static partial class Abi
{
    public const int IPV6_V6ONLY = 26;
}

/// <summary>An address of IPv6; port and address are in network byte order.</summary>
public unsafe struct sockaddr_in6
{
    public ushort sin6_family;
    public ushort sin6_port;
    public uint sin6_flowinfo;
    public fixed byte sin6_addr[16];
    public uint sin6_scope_id;
}
