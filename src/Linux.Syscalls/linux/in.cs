// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/in.h: ip(7).
public static partial class Abi
{
    public const int IPPROTO_IP = 0;
    public const int IPPROTO_TCP = 6;
    public const int IPPROTO_UDP = 17;
    public const int IPPROTO_IPV6 = 41;
    public const int IPPROTO_SCTP = 132;
    public const int IPPROTO_RAW = 255;
}

/// <summary>An address of IPv4; port and address are in network byte order.</summary>
public unsafe struct sockaddr_in
{
    public ushort sin_family;
    public ushort sin_port;
    public fixed byte sin_addr[4];
    public fixed byte __pad[8];
}
