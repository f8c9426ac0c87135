// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using Mono.Unix.Native;

namespace Husk.Conformance.Fixture;

/// <summary>The listening end of a socket that the runtime sends a descriptor to by SCM_RIGHTS (unix(7)).</summary>
internal sealed class DescriptorSocket : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public DescriptorSocket(Sandbox sandbox)
    {
        Path = System.IO.Path.Combine(sandbox.Path, "descriptor.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
    }

    public string Path { get; }

    public bool HasCaller => _listener.Poll(0, SelectMode.SelectRead);

    /// <summary>The terminal of --console-socket.</summary>
    public TerminalMaster ReceiveTerminal() => new(ReceiveMessage().Descriptor);

    /// <summary>
    /// Accepts, and gives back the first message's text and its descriptor, which is the caller's to close.
    /// </summary>
    public unsafe (string Text, int Descriptor) ReceiveMessage()
    {
        Eventually.True(() => HasCaller, "a connection to " + Path);
        using Socket connection = _listener.Accept();
        const int Room = 65536;
        byte[] data = new byte[Room];
        byte[] control = new byte[Syscall.CMSG_SPACE(sizeof(int))];
        fixed (byte* start = data)
        {
            var header = new Msghdr
            {
                msg_iov = [new Iovec { iov_base = (IntPtr)start, iov_len = Room }],
                msg_iovlen = 1,
                msg_control = control,
                msg_controllen = control.Length,
            };
            long got = Syscall.recvmsg((int)connection.Handle, header, MessageFlags.MSG_CMSG_CLOEXEC);
            Assert.True(got > 0, "an empty message on " + Path);
            Cmsghdr rights = Cmsghdr.ReadFromBuffer(header, Syscall.CMSG_FIRSTHDR(header));
            Assert.Equal(UnixSocketControlMessage.SCM_RIGHTS, rights.cmsg_type);
            int descriptor =
                BitConverter.ToInt32(control, (int)Syscall.CMSG_DATA(header, Syscall.CMSG_FIRSTHDR(header)));
            return (Encoding.UTF8.GetString(data, 0, (int)got), descriptor);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(Path);
    }
}
