// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/if_addr.h: rtnetlink(7): addresses.
public static partial class Abi
{
    public const int IFA_ADDRESS = 1;
    public const int IFA_LOCAL = 2;
    public const int IFA_LABEL = 3;
    public const int IFA_BROADCAST = 4;
    public const int IFA_CACHEINFO = 6;
    public const int IFA_FLAGS = 8;
    public const int IFA_RT_PRIORITY = 9;

    public const int IFA_F_NODAD = 0x2;
    public const int IFA_F_HOMEADDRESS = 0x10;
    public const int IFA_F_PERMANENT = 0x80;
    public const int IFA_F_MANAGETEMPADDR = 0x100;
    public const int IFA_F_NOPREFIXROUTE = 0x200;
}

/// <summary>The head of an address message.</summary>
public struct ifaddrmsg
{
    public byte ifa_family;
    public byte ifa_prefixlen;
    public byte ifa_flags;
    public byte ifa_scope;
    public uint ifa_index;
}
