// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/netlink.h: netlink(7).
public static partial class Abi
{
    public const int NETLINK_ROUTE = 0;
    public const int NETLINK_NETFILTER = 12;

    public const int NLM_F_REQUEST = 0x1;
    public const int NLM_F_MULTI = 0x2;
    public const int NLM_F_ACK = 0x4;
    public const int NLM_F_ROOT = 0x100;
    public const int NLM_F_MATCH = 0x200;
    public const int NLM_F_DUMP = 0x300;
    public const int NLM_F_REPLACE = 0x100;
    public const int NLM_F_EXCL = 0x200;
    public const int NLM_F_CREATE = 0x400;
    public const int NLM_F_APPEND = 0x800;

    public const int NLM_F_DUMP_INTR = 0x10;
    public const int NLM_F_CAPPED = 0x100;
    public const int NLM_F_ACK_TLVS = 0x200;

    public const int NLMSG_NOOP = 1;
    public const int NLMSG_ERROR = 2;
    public const int NLMSG_DONE = 3;
    public const int NLMSG_ALIGNTO = 4;

    public const int NLA_F_NESTED = 0x8000;

    public const int NETLINK_CAP_ACK = 10;
    public const int NETLINK_EXT_ACK = 11;
    public const int NETLINK_GET_STRICT_CHK = 12;
    public const int NLMSGERR_ATTR_MSG = 1;
}

/// <summary>A netlink address; zero is the kernel.</summary>
public struct sockaddr_nl
{
    public ushort nl_family;
    public ushort nl_pad;
    public uint nl_pid;
    public uint nl_groups;
}

/// <summary>The head of every netlink message.</summary>
public struct nlmsghdr
{
    public uint nlmsg_len;
    public ushort nlmsg_type;
    public ushort nlmsg_flags;
    public uint nlmsg_seq;
    public uint nlmsg_pid;
}

/// <summary>The body of NLMSG_ERROR: a negative errno, or zero for an acknowledgement.</summary>
public struct nlmsgerr
{
    public int error;
    public nlmsghdr msg;
}
