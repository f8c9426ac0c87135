// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/netfilter_ipv4/ip_tables.h: what iptables-legacy(8) asks the kernel.
public static partial class Abi
{
    public const int IPT_SO_GET_INFO = 64;
    public const int IPT_SO_GET_ENTRIES = 65;
}

/// <summary>The argument of IPT_SO_GET_INFO: the caller fills in the name.</summary>
public unsafe struct ipt_getinfo
{
    public fixed byte name[32];
    public uint valid_hooks;
    public fixed uint hook_entry[5];
    public fixed uint underflow[5];
    public uint num_entries;
    public uint size;
}
