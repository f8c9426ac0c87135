// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net.Sockets;
using Mono.Unix.Native;

namespace Husk.Conformance.Fixture;

/// <summary>The listening end of --console-socket: gets the master of the container's terminal by SCM_RIGHTS (unix(7)).</summary>
internal sealed class ConsoleSocket : IDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public ConsoleSocket(Sandbox sandbox)
    {
        Path = System.IO.Path.Combine(sandbox.Path, "console.sock");
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
    }

    public string Path { get; }

    public bool HasCaller => listener.Poll(0, SelectMode.SelectRead);

    public unsafe TerminalMaster Receive()
    {
        Eventually.True(() => HasCaller, "a connection to the console socket");
        using Socket connection = listener.Accept();
        byte* data = stackalloc byte[256];
        byte[] control = new byte[Syscall.CMSG_SPACE(sizeof(int))];
        var header = new Msghdr
        {
            msg_iov = [new Iovec { iov_base = (IntPtr)data, iov_len = 256 }],
            msg_iovlen = 1,
            msg_control = control,
            msg_controllen = control.Length,
        };
        long got = Syscall.recvmsg((int)connection.Handle, header, MessageFlags.MSG_CMSG_CLOEXEC);
        Assert.True(got > 0, "an empty message on the console socket");
        Cmsghdr rights = Cmsghdr.ReadFromBuffer(header, Syscall.CMSG_FIRSTHDR(header));
        Assert.Equal(UnixSocketControlMessage.SCM_RIGHTS, rights.cmsg_type);
        return new TerminalMaster(BitConverter.ToInt32(control, (int)Syscall.CMSG_DATA(header, Syscall.CMSG_FIRSTHDR(header))));
    }

    public void Dispose()
    {
        listener.Dispose();
        File.Delete(Path);
    }
}
