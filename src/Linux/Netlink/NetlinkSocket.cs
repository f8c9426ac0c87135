// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>
/// A socket to the kernel's network configuration: NETLINK_ROUTE (rtnetlink(7)) unless another protocol is asked for.
/// It speaks of the network namespace it was opened in, wherever its user goes.
/// </summary>
public sealed unsafe class NetlinkSocket : IDisposable
{
    /// <summary>
    /// What the kernel asks for at least, to put as much into one datagram as it can (net/netlink/af_netlink.c,
    /// netlink_dump).
    /// </summary>
    private const int ReceiveSize = 32768;

    /// <summary>A datagram is sent whole; this much every socket takes (socket(7), wmem_default).</summary>
    private const int UsualRoom = 100_000;

    /// <summary>How often a dump is asked for again that something changed under.</summary>
    private const int MostRepetitions = 10;

    private readonly OwnedFd _socket;
    private readonly byte[] _buffer = new byte[ReceiveSize];
    private uint _sequence;

    private NetlinkSocket(OwnedFd socket) => _socket = socket;

    /// <summary>In the caller's network namespace.</summary>
    /// <param name="protocol">NETLINK_ROUTE, NETLINK_NETFILTER.</param>
    public static NetlinkSocket Open(int protocol = NETLINK_ROUTE)
    {
        nint number = Kernel.Call(SYS.socket, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
        if (number < 0)
            throw new SyscallException($"socket(AF_NETLINK, SOCK_RAW, {protocol})", (int)-number);
        var socket = new OwnedFd((int)number);
        // The kernel's own words on an error, where it has some; one without them does for a kernel that has none.
        int on = 1;
        Kernel.Call(SYS.setsockopt, socket.Number, SOL_NETLINK, NETLINK_CAP_ACK, (nint)(&on), sizeof(int));
        Kernel.Call(SYS.setsockopt, socket.Number, SOL_NETLINK, NETLINK_EXT_ACK, (nint)(&on), sizeof(int));
        return new NetlinkSocket(socket);
    }

    /// <summary>In another network namespace. The calling thread is there for as long as the call takes.</summary>
    /// <param name="networkNamespace">An open /proc/PID/ns/net, or a file that one is bound to.</param>
    public static NetlinkSocket OpenIn(BorrowedFd networkNamespace) =>
        NetworkNamespace.Within(networkNamespace, () => Open());

    /// <summary>Sends a request and waits for the kernel's answer.</summary>
    /// <returns>The messages of the answer; none for a request that only changes something.</returns>
    /// <exception cref="SyscallException">The kernel refused; with its own words where it had some.</exception>
    public IReadOnlyList<NetlinkMessage> Send(NetlinkRequest request)
    {
        for (int again = 0; ; again++)
        {
            ReadOnlySpan<byte> bytes = request.Finish(++_sequence);
            Fd.WriteAll(_socket, bytes);
            var answer = new List<NetlinkMessage>();
            if (Receive(request, answer) || again == MostRepetitions)
                return answer;
        }
    }

    /// <summary>
    /// Sends requests in one datagram, which netfilter takes as one transaction (linux/netfilter/nfnetlink.h). Those
    /// that ask for an acknowledgement have been carried out when this returns, or none has.
    /// </summary>
    /// <exception cref="SyscallException">The kernel refused; of the first request that it did not like.</exception>
    internal void SendTogether(IReadOnlyList<NetlinkRequest> requests)
    {
        uint first = _sequence + 1;
        var bytes = new List<byte>();
        foreach (NetlinkRequest request in requests)
        {
            bytes.AddRange(request.Finish(++_sequence));
            while (bytes.Count % NLMSG_ALIGNTO != 0)
                bytes.Add(0);
        }

        int length = bytes.Count;
        if (length > UsualRoom)
            Kernel.Call(SYS.setsockopt, _socket.Number, SOL_SOCKET, SO_SNDBUFFORCE, (nint)(&length), sizeof(int));
        Fd.WriteAll(_socket, [.. bytes]);
        for (int i = 0; i < requests.Count; i++)
        {
            if (requests[i].IsAcknowledged)
                Receive(requests, first);
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <returns>False when something changed while the kernel was listing (NLM_F_DUMP_INTR).</returns>
    private bool Receive(NetlinkRequest request, List<NetlinkMessage> answer)
    {
        bool whole = true;
        while (true)
        {
            ReadOnlySpan<byte> datagram = _buffer.AsSpan(0, ReceiveDatagram(request));
            while (MemoryMarshal.TryRead(datagram, out nlmsghdr head)
                && head.nlmsg_len >= sizeof(nlmsghdr)
                && head.nlmsg_len <= datagram.Length)
            {
                ReadOnlySpan<byte> body = datagram[sizeof(nlmsghdr)..(int)head.nlmsg_len];
                int aligned = (int)(head.nlmsg_len + NLMSG_ALIGNTO - 1) & -NLMSG_ALIGNTO;
                datagram = datagram[Math.Min(datagram.Length, aligned)..];
                if (head.nlmsg_seq != _sequence)
                    continue;
                whole &= (head.nlmsg_flags & NLM_F_DUMP_INTR) == 0;
                if (head.nlmsg_type is NLMSG_ERROR or NLMSG_DONE)
                {
                    ThrowIfError(request, head, body);
                    return whole;
                }

                answer.Add(new NetlinkMessage(head.nlmsg_type, body.ToArray()));
                if (!request.IsDump && !request.IsAcknowledged)
                    return true;
            }
        }
    }

    /// <summary>One acknowledgement, of whichever request; a refusal may be of one that asked for none.</summary>
    private void Receive(IReadOnlyList<NetlinkRequest> requests, uint first)
    {
        while (true)
        {
            ReadOnlySpan<byte> datagram = _buffer.AsSpan(0, ReceiveDatagram(requests[0]));
            if (!MemoryMarshal.TryRead(datagram, out nlmsghdr head) || head.nlmsg_type != NLMSG_ERROR
                || head.nlmsg_seq - first >= (uint)requests.Count)
            {
                continue;
            }

            ThrowIfError(requests[(int)(head.nlmsg_seq - first)], head, datagram[sizeof(nlmsghdr)..]);
            return;
        }
    }

    private int ReceiveDatagram(NetlinkRequest request)
    {
        fixed (byte* buffer = _buffer)
        {
            nint length;
            do
                length = Kernel.Wait(SYS.recvfrom, _socket.Number, (nint)buffer, _buffer.Length);
            while (length == -EINTR);
            return length > 0
                ? (int)length
                : throw new SyscallException(request.Call, length < 0 ? (int)-length : EPIPE);
        }
    }

    /// <summary>
    /// The body is an errno, negative; then, with NLM_F_ACK_TLVS, attributes (netlink(7), NETLINK_EXT_ACK).
    /// </summary>
    private static void ThrowIfError(NetlinkRequest request, nlmsghdr head, ReadOnlySpan<byte> body)
    {
        if (!MemoryMarshal.TryRead(body, out int error) || error >= 0)
            return;
        string words = "";
        int behind = head.nlmsg_type == NLMSG_ERROR ? sizeof(nlmsgerr) : sizeof(int);
        if ((head.nlmsg_flags & NLM_F_ACK_TLVS) != 0 && body.Length > behind)
        {
            var attributes = new NetlinkAttributes(body[behind..]);
            while (attributes.Next())
            {
                if (attributes.Type == NLMSGERR_ATTR_MSG)
                    words = $" /* {attributes.Text} */";
            }
        }

        throw new SyscallException(request.Call + words, -error);
    }
}
