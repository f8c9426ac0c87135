// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/rtnetlink.h: rtnetlink(7).
public static partial class Abi
{
    public const int RTM_NEWLINK = 16;
    public const int RTM_DELLINK = 17;
    public const int RTM_GETLINK = 18;
    public const int RTM_SETLINK = 19;
    public const int RTM_NEWADDR = 20;
    public const int RTM_DELADDR = 21;
    public const int RTM_GETADDR = 22;
    public const int RTM_NEWROUTE = 24;
    public const int RTM_DELROUTE = 25;
    public const int RTM_GETROUTE = 26;
    public const int RTM_NEWNEIGH = 28;
    public const int RTM_DELNEIGH = 29;

    public const int RTMGRP_LINK = 1;

    public const int RT_SCOPE_UNIVERSE = 0;
    public const int RT_SCOPE_LINK = 253;

    public const int RT_TABLE_MAIN = 254;
    public const int RTPROT_STATIC = 4;
    public const int RTN_UNICAST = 1;
    public const uint RTM_F_CLONED = 0x200;

    public const int RTA_DST = 1;
    public const int RTA_OIF = 4;
    public const int RTA_GATEWAY = 5;
    public const int RTA_PRIORITY = 6;
    public const int RTA_TABLE = 15;
}

/// <summary>The head of a route message.</summary>
public struct rtmsg
{
    public byte rtm_family;
    public byte rtm_dst_len;
    public byte rtm_src_len;
    public byte rtm_tos;
    public byte rtm_table;
    public byte rtm_protocol;
    public byte rtm_scope;
    public byte rtm_type;
    public uint rtm_flags;
}

/// <summary>The head of a link message.</summary>
public struct ifinfomsg
{
    public byte ifi_family;
    public byte __ifi_pad;
    public ushort ifi_type;
    public int ifi_index;
    public uint ifi_flags;
    public uint ifi_change;
}

/// <summary>The head of an attribute; the payload follows, padded to 4 bytes.</summary>
public struct rtattr
{
    public ushort rta_len;
    public ushort rta_type;
}
