// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class UnixSocket
{
    /// <summary>
    /// A stream socket that listens at a new path, close-on-exec; <see cref="TryAccept"/> does not wait on it.
    /// EADDRINUSE when there is something of that name.
    /// </summary>
    /// <param name="path">Of any length, as for <see cref="Connect(string)"/>. The umask applies to its mode.</param>
    public static OwnedFd Listen(string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        if (bytes.Length < UNIX_PATH_MAX)
            return Listen(bytes, path);
        using OwnedFd directory = DirectoryOf(bytes, out byte[] shortened);
        return Listen(shortened, path);
    }

    /// <summary>The next connection, close-on-exec, on which calls do not wait; null when there is none yet.</summary>
    public static OwnedFd? TryAccept(BorrowedFd listener)
    {
        nint result;
        do
            result = Kernel.Wait(SYS.accept4, listener.Number, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK);
        while (result == -EINTR);
        return result switch
        {
            >= 0 => new OwnedFd((int)result),
            -EAGAIN or -ECONNABORTED => null,
            _ => throw new SyscallException($"accept4({Strace.Descriptor(listener)})", (int)-result),
        };
    }

    private static OwnedFd Listen(scoped ReadOnlySpan<byte> path, string told)
    {
        var address = new sockaddr_un { sun_family = AF_UNIX };
        if (!path.TryCopyTo(new Span<byte>(address.sun_path, UNIX_PATH_MAX - 1)))
            throw new SyscallException($"bind(AF_UNIX, {Strace.Quote(told)})", ENAMETOOLONG);
        nint number = Kernel.Call(SYS.socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (number < 0)
            throw new SyscallException("socket(AF_UNIX, SOCK_STREAM)", (int)-number);
        var socket = new OwnedFd((int)number);
        // unix(7): the length is up to and with the NUL of the path.
        nint length = (nint)(address.sun_path - (byte*)&address) + path.Length + 1;
        nint result = Kernel.Wait(SYS.bind, socket.Number, (nint)(&address), length);
        if (result >= 0)
            result = Kernel.Call(SYS.listen, socket.Number, SOMAXCONN);
        if (result >= 0)
            return socket;
        socket.Dispose();
        throw new SyscallException($"bind(AF_UNIX, {Strace.Quote(told)})", (int)-result);
    }
}
