// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/netfilter/nfnetlink.h: netlink(7), NETLINK_NETFILTER.
public static partial class Abi
{
    public const int NFNL_SUBSYS_CTNETLINK = 1;
    public const int NFNL_SUBSYS_NFTABLES = 10;

    public const int NFNL_MSG_BATCH_BEGIN = 0x10;
    public const int NFNL_MSG_BATCH_END = 0x11;
}

/// <summary>The head of every message to a part of netfilter.</summary>
public struct nfgenmsg
{
    public byte nfgen_family;
    public byte version;
    public ushort res_id;
}
