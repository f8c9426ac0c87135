// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/netfilter/nfnetlink_conntrack.h: what conntrack(8) is made of.
public static partial class Abi
{
    public const int IPCTNL_MSG_CT_GET = 1;
    public const int IPCTNL_MSG_CT_DELETE = 2;

    public const int CTA_TUPLE_ORIG = 1;
    public const int CTA_FILTER = 25;
    public const int CTA_TUPLE_IP = 1;
    public const int CTA_TUPLE_PROTO = 2;
    public const int CTA_IP_V4_DST = 2;
    public const int CTA_IP_V6_DST = 4;
    public const int CTA_PROTO_NUM = 1;
    public const int CTA_PROTO_DST_PORT = 3;
    public const int CTA_FILTER_ORIG_FLAGS = 1;
    public const int CTA_FILTER_REPLY_FLAGS = 2;
}
