// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/neighbour.h: rtnetlink(7): the neighbour table.
public static partial class Abi
{
    public const int NDA_DST = 1;
}

/// <summary>The head of a neighbour message.</summary>
public struct ndmsg
{
    public byte ndm_family;
    public byte ndm_pad1;
    public ushort ndm_pad2;
    public int ndm_ifindex;
    public ushort ndm_state;
    public byte ndm_flags;
    public byte ndm_type;
}
