// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// Sockets of IPv4 and IPv6 that never block, without the thread that System.Net has for them (ip(7), tcp(7), udp(7)).
/// </summary>
public static unsafe class InetSocket
{
    /// <summary>In the caller's network namespace, close-on-exec. An IPv6 socket is for IPv6 alone.</summary>
    /// <param name="family">AF_INET or AF_INET6.</param>
    /// <param name="type">SOCK_STREAM or SOCK_DGRAM.</param>
    /// <param name="protocol">IPPROTO_*; 0 for the type's usual.</param>
    public static OwnedFd Open(int family, int type, int protocol = 0)
    {
        nint number = Kernel.Call(SYS.socket, family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
        if (number < 0)
            throw new SyscallException($"socket({family}, {type}, {protocol})", (int)-number);
        var socket = new OwnedFd((int)number);
        if (family == AF_INET6)
            SetOption(socket, IPPROTO_IPV6, IPV6_V6ONLY, 1);
        return socket;
    }

    public static void SetOption(BorrowedFd socket, int level, int option, int value)
    {
        nint result = Kernel.Call(SYS.setsockopt, socket.Number, level, option, (nint)(&value), sizeof(int));
        if (result < 0)
            throw new SyscallException($"setsockopt({socket.Number}, {level}, {option}, {value})", (int)-result);
    }

    /// <summary>The errno that became of a connect (SO_ERROR); 0 when it went well.</summary>
    public static int TakeError(BorrowedFd socket)
    {
        int value = 0, length = sizeof(int);
        nint result = Kernel.Call(SYS.getsockopt, socket.Number, SOL_SOCKET, SO_ERROR, (nint)(&value), (nint)(&length));
        return result < 0 ? (int)-result : value;
    }

    /// <summary>EADDRINUSE when another socket has the port.</summary>
    public static void Bind(BorrowedFd socket, InetAddress address)
    {
        sockaddr_in6 raw = Raw(address, out int length);
        nint result = Kernel.Call(SYS.bind, socket.Number, (nint)(&raw), length);
        if (result < 0)
            throw new SyscallException($"bind({socket.Number}, {Text(address)})", (int)-result);
    }

    public static void Listen(BorrowedFd socket, int backlog)
    {
        nint result = Kernel.Call(SYS.listen, socket.Number, backlog);
        if (result < 0)
            throw new SyscallException($"listen({socket.Number})", (int)-result);
    }

    /// <summary>The next connection; null when none waits.</summary>
    public static OwnedFd? Accept(BorrowedFd socket)
    {
        nint number = Kernel.Call(SYS.accept4, socket.Number, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK);
        return number switch
        {
            >= 0 => new OwnedFd((int)number),
            // Beside EAGAIN: the caller has gone already, or his network has (accept(2), "Error handling").
            -EAGAIN or -ECONNABORTED or -EINTR or -ENETDOWN or -EPROTO or -EHOSTUNREACH or -ENETUNREACH => null,
            _ => throw new SyscallException($"accept4({socket.Number})", (int)-number),
        };
    }

    /// <summary>
    /// Begins a connection, or sets a datagram socket's peer. The errno, 0 or EINPROGRESS when it went well.
    /// </summary>
    public static int Connect(BorrowedFd socket, InetAddress address)
    {
        sockaddr_in6 raw = Raw(address, out int length);
        return (int)-Kernel.Call(SYS.connect, socket.Number, (nint)(&raw), length);
    }

    /// <summary>The bytes sent; minus the errno when none were.</summary>
    public static int Send(BorrowedFd socket, ReadOnlySpan<byte> content)
    {
        fixed (byte* pointer = content)
            return (int)Kernel.Call(SYS.sendto, socket.Number, (nint)pointer, content.Length, MSG_NOSIGNAL);
    }

    /// <inheritdoc cref="Send"/>
    public static int SendTo(BorrowedFd socket, ReadOnlySpan<byte> content, InetAddress to)
    {
        sockaddr_in6 raw = Raw(to, out int length);
        fixed (byte* pointer = content)
        {
            return (int)Kernel.Call(
                SYS.sendto, socket.Number, (nint)pointer, content.Length, MSG_NOSIGNAL, (nint)(&raw), length);
        }
    }

    /// <summary>The bytes received, 0 at the end of a stream; minus the errno when there were none.</summary>
    public static int Receive(BorrowedFd socket, Span<byte> buffer) => Receive(socket, buffer, out _);

    /// <inheritdoc cref="Receive(BorrowedFd, Span{byte})"/>
    public static int Receive(BorrowedFd socket, Span<byte> buffer, out InetAddress from)
    {
        sockaddr_in6 raw = default;
        int length = sizeof(sockaddr_in6);
        nint result;
        // Pinned for the call; address and length are on this method's stack.
        fixed (byte* pointer = buffer)
        {
            result = Kernel.Call(
                SYS.recvfrom, socket.Number, (nint)pointer, buffer.Length, 0, (nint)(&raw), (nint)(&length));
        }

        from = result > 0 ? Read(raw) : default;
        return (int)result;
    }

    /// <summary>What the socket is bound to (getsockname(2)).</summary>
    public static InetAddress Name(BorrowedFd socket)
    {
        sockaddr_in6 raw = default;
        int length = sizeof(sockaddr_in6);
        nint result = Kernel.Call(SYS.getsockname, socket.Number, (nint)(&raw), (nint)(&length));
        return result < 0 ? throw new SyscallException($"getsockname({socket.Number})", (int)-result) : Read(raw);
    }

    /// <summary>The kernel's form, of either family: that of IPv6 is the longer one.</summary>
    private static sockaddr_in6 Raw(InetAddress address, out int length)
    {
        ushort port = BinaryPrimitives.ReverseEndianness((ushort)address.Port);
        var raw = default(sockaddr_in6);
        if (address.IsIpv4)
        {
            var four = new sockaddr_in { sin_family = AF_INET, sin_port = port };
            address.Bytes.Span.CopyTo(new Span<byte>(four.sin_addr, 4));
            MemoryMarshal.Write(MemoryMarshal.AsBytes(new Span<sockaddr_in6>(ref raw)), in four);
            length = sizeof(sockaddr_in);
        }
        else
        {
            raw = new sockaddr_in6 { sin6_family = AF_INET6, sin6_port = port, sin6_scope_id = (uint)address.Scope };
            address.Bytes.Span.CopyTo(new Span<byte>(raw.sin6_addr, 16));
            length = sizeof(sockaddr_in6);
        }

        return raw;
    }

    private static InetAddress Read(sockaddr_in6 raw)
    {
        int port = BinaryPrimitives.ReverseEndianness(raw.sin6_port);
        if (raw.sin6_family == AF_INET6)
        {
            return new InetAddress(
                new Span<byte>(raw.sin6_addr, 16).ToArray(), port)
            { Scope = (int)raw.sin6_scope_id };
        }

        var four = MemoryMarshal.Read<sockaddr_in>(MemoryMarshal.AsBytes(new ReadOnlySpan<sockaddr_in6>(in raw)));
        return new InetAddress(new Span<byte>(four.sin_addr, 4).ToArray(), port);
    }

    private static string Text(InetAddress address) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Netlink.Addresses.Text(address.IsIpv4 ? AF_INET : AF_INET6, address.Bytes.Span)} port {address.Port}");
}
