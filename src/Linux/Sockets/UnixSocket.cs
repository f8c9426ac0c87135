// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// Unix sockets as far as a runtime needs them: to connect to the console, pidfd or notify socket of whoever started
/// it, and to hand descriptors over (unix(7)).
/// </summary>
public static unsafe partial class UnixSocket
{
    /// <summary>Connects to a stream socket, close-on-exec.</summary>
    /// <param name="path">
    /// The socket's path. One too long for an address (108 bytes) is reached through its directory's descriptor.
    /// </param>
    public static OwnedFd Connect(string path)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(path);
        if (bytes.Length < UNIX_PATH_MAX)
            return Connect(bytes, path);
        using OwnedFd directory = DirectoryOf(bytes, out byte[] shortened);
        return Connect(shortened, path);
    }

    // The directory must stay open as long as the shortened path is used.
    private static OwnedFd DirectoryOf(byte[] path, out byte[] shortened)
    {
        int slash = path.AsSpan().LastIndexOf((byte)'/');
        ReadOnlySpan<byte> directoryPath = slash switch { < 0 => "."u8, 0 => "/"u8, _ => path.AsSpan(0, slash) };
        OwnedFd directory = At.Open(BorrowedFd.Cwd, directoryPath, O_PATH | O_DIRECTORY);
        shortened =
            [.. System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{directory.Number}/"), .. path.AsSpan(slash + 1)];
        return directory;
    }

    /// <summary>Two sockets connected to each other, close-on-exec (socketpair(2)).</summary>
    /// <param name="type">SOCK_STREAM, SOCK_SEQPACKET or SOCK_DGRAM; SOCK_NONBLOCK may be added.</param>
    public static (OwnedFd Here, OwnedFd There) Pair(int type)
    {
        int* ends = stackalloc int[2];
        nint result = Kernel.Call(SYS.socketpair, AF_UNIX, type | SOCK_CLOEXEC, 0, (nint)ends);
        return result >= 0
            ? (new OwnedFd(ends[0]), new OwnedFd(ends[1]))
            : throw new SyscallException("socketpair(AF_UNIX)", (int)-result);
    }

    private static OwnedFd Connect(scoped ReadOnlySpan<byte> path, string told)
    {
        var address = new sockaddr_un { sun_family = AF_UNIX };
        if (!path.TryCopyTo(new Span<byte>(address.sun_path, UNIX_PATH_MAX - 1)) || path.Contains((byte)0))
            throw Failed(path.Contains((byte)0) ? EINVAL : ENAMETOOLONG, told);
        nint number = Kernel.Call(SYS.socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC);
        if (number < 0)
            throw new SyscallException("socket(AF_UNIX, SOCK_STREAM)", (int)-number);
        var socket = new OwnedFd((int)number);
        // unix(7): the length is up to and with the NUL of the path.
        nint length = (nint)(address.sun_path - (byte*)&address) + path.Length + 1;
        nint result;
        do
            result = Kernel.Wait(SYS.connect, socket.Number, (nint)(&address), length);
        while (result == -EINTR);
        if (result >= 0)
            return socket;
        socket.Dispose();
        throw Failed((int)-result, told);
    }

    private static SyscallException Failed(int errno, string path) =>
        new($"connect(AF_UNIX, {Strace.Quote(path)})", errno);
}
