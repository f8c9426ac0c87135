// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class UnixSocket
{
    /// <summary>A datagram socket at a new path, close-on-exec (bind(2)).</summary>
    /// <param name="path">At most 107 bytes of UTF-8; the umask applies to its mode.</param>
    public static OwnedFd BindDatagram(string path) => Address(path, SOCK_DGRAM, SYS.bind, "bind");

    /// <summary>A datagram socket that sends to another one, close-on-exec (connect(2)).</summary>
    /// <param name="path">Its path; with @ in front a name of the abstract namespace (unix(7)).</param>
    public static OwnedFd ConnectDatagram(string path) => Address(path, SOCK_DGRAM, SYS.connect, "connect");

    private static OwnedFd Address(string path, int type, int call, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        bool isAbstract = bytes.Length > 0 && bytes[0] == '@';
        var address = new sockaddr_un { sun_family = AF_UNIX };
        if (bytes.Length == 0 || !bytes.AsSpan().TryCopyTo(new Span<byte>(address.sun_path, UNIX_PATH_MAX - 1)))
        {
            throw new SyscallException(
                $"{name}(AF_UNIX, {Strace.Quote(path)})", bytes.Length == 0 ? EINVAL : ENAMETOOLONG);
        }

        if (isAbstract)
            address.sun_path[0] = 0;
        nint number = Kernel.Call(SYS.socket, AF_UNIX, type | SOCK_CLOEXEC);
        if (number < 0)
            throw new SyscallException("socket(AF_UNIX)", (int)-number);
        var socket = new OwnedFd((int)number);
        // unix(7): a path ends with a NUL, an abstract name with its length.
        nint length = (nint)(address.sun_path - (byte*)&address) + bytes.Length + (isAbstract ? 0 : 1);
        nint result = Kernel.Wait(call, socket.Number, (nint)(&address), length);
        if (result >= 0)
            return socket;
        socket.Dispose();
        throw new SyscallException($"{name}(AF_UNIX, {Strace.Quote(path)})", (int)-result);
    }
}
