// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>Walks the attributes of a message: <c>while (attributes.Next())</c>.</summary>
/// <param name="bytes">They and nothing else.</param>
public ref struct NetlinkAttributes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The attribute's type, without the bits that say how it is encoded.</summary>
    public int Type { get; private set; }

    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>A string without its NUL.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Payload.TrimEnd((byte)0));

    /// <summary>32 bits in this machine's byte order; 0 when the payload is shorter.</summary>
    public readonly uint Number => MemoryMarshal.TryRead(Payload, out uint number) ? number : 0;

    /// <summary>False at the end, and where what follows is no attribute.</summary>
    public bool Next()
    {
        if (!MemoryMarshal.TryRead(_rest, out rtattr head) || head.rta_len < 4 || head.rta_len > _rest.Length)
            return false;
        Type = head.rta_type & ~NLA_TYPE_BITS;
        Payload = _rest[4..head.rta_len];
        _rest = _rest[Math.Min(_rest.Length, (head.rta_len + NLMSG_ALIGNTO - 1) & -NLMSG_ALIGNTO)..];
        return true;
    }

    /// <summary>NLA_F_NESTED and NLA_F_NET_BYTEORDER.</summary>
    private const int NLA_TYPE_BITS = 0xc000;
}
