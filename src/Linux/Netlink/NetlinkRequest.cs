// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>
/// A message to the kernel: a head, the family's own head, and attributes (netlink(7), rtnetlink(7)).
/// </summary>
/// <param name="type">RTM_GETLINK and the like.</param>
/// <param name="flags">NLM_F_* besides NLM_F_REQUEST.</param>
/// <param name="told">What it is about, for an error: <c>"eth0" to namespace 7</c>.</param>
public sealed class NetlinkRequest(int type, int flags, string told)
{
    private byte[] _bytes = new byte[256];
    private int _length = Marshal.SizeOf<nlmsghdr>();

    /// <summary>Whether the kernel answers with many messages, the last of them NLMSG_DONE.</summary>
    internal bool IsDump => (flags & NLM_F_DUMP) == NLM_F_DUMP;

    /// <summary>Whether an acknowledgement follows, whatever else the answer is.</summary>
    internal bool IsAcknowledged => (flags & NLM_F_ACK) != 0;

    /// <summary>Name of the request as rtnetlink(7) has it, and what it is about.</summary>
    internal string Call => $"netlink({NameOf(type)}, {told})";

    /// <summary>The family's head: struct ifinfomsg, struct ifaddrmsg.</summary>
    public NetlinkRequest Head<T>(in T head)
        where T : unmanaged
    {
        Append(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in head)));
        return this;
    }

    /// <summary>An attribute that is a string, with its NUL.</summary>
    public NetlinkRequest Text(int attribute, string text) => Bytes(attribute, [.. Encoding.UTF8.GetBytes(text), 0]);

    /// <summary>An attribute of 32 bits, in this machine's byte order.</summary>
    public NetlinkRequest Number(int attribute, uint number) => Bytes(attribute, BitConverter.GetBytes(number));

    /// <summary>An attribute of 8 bits.</summary>
    public NetlinkRequest Byte(int attribute, byte number) => Bytes(attribute, [number]);

    /// <summary>An attribute that consists of what <paramref name="inside"/> puts into it.</summary>
    public NetlinkRequest Nest(int attribute, Action<NetlinkRequest> inside)
    {
        int begin = (_length + NLMSG_ALIGNTO - 1) & -NLMSG_ALIGNTO;
        Bytes(attribute | NLA_F_NESTED, []);
        inside(this);
        var head = new rtattr
        {
            rta_len = (ushort)(_length - begin),
            rta_type = (ushort)(attribute | NLA_F_NESTED),
        };
        MemoryMarshal.Write(_bytes.AsSpan(begin), in head);
        return this;
    }

    public NetlinkRequest Bytes(int attribute, ReadOnlySpan<byte> payload)
    {
        var head = new rtattr
        {
            rta_len = (ushort)(Marshal.SizeOf<rtattr>() + payload.Length),
            rta_type = (ushort)attribute,
        };
        Append(MemoryMarshal.AsBytes(new ReadOnlySpan<rtattr>(in head)));
        Append(payload);
        return this;
    }

    /// <summary>The bytes on the wire.</summary>
    internal ReadOnlySpan<byte> Finish(uint sequence)
    {
        var head = new nlmsghdr
        {
            nlmsg_len = (uint)_length,
            nlmsg_type = (ushort)type,
            nlmsg_flags = (ushort)(NLM_F_REQUEST | flags),
            nlmsg_seq = sequence,
        };
        MemoryMarshal.Write(_bytes, in head);
        return _bytes.AsSpan(0, _length);
    }

    /// <summary>Everything begins at a multiple of 4 (NLMSG_ALIGN of netlink(3)).</summary>
    private void Append(ReadOnlySpan<byte> bytes)
    {
        int begin = (_length + NLMSG_ALIGNTO - 1) & -NLMSG_ALIGNTO;
        _length = begin + bytes.Length;
        if (_length + NLMSG_ALIGNTO > _bytes.Length)
            Array.Resize(ref _bytes, (_length + NLMSG_ALIGNTO) * 2);
        bytes.CopyTo(_bytes.AsSpan(begin));
    }

    private static string NameOf(int type) => type switch
    {
        RTM_NEWLINK => nameof(RTM_NEWLINK),
        RTM_DELLINK => nameof(RTM_DELLINK),
        RTM_GETLINK => nameof(RTM_GETLINK),
        RTM_SETLINK => nameof(RTM_SETLINK),
        RTM_NEWADDR => nameof(RTM_NEWADDR),
        RTM_DELADDR => nameof(RTM_DELADDR),
        RTM_GETADDR => nameof(RTM_GETADDR),
        RTM_NEWROUTE => nameof(RTM_NEWROUTE),
        RTM_DELROUTE => nameof(RTM_DELROUTE),
        RTM_GETROUTE => nameof(RTM_GETROUTE),
        RTM_NEWNEIGH => nameof(RTM_NEWNEIGH),
        RTM_DELNEIGH => nameof(RTM_DELNEIGH),
        _ => "request " + type,
    };
}
