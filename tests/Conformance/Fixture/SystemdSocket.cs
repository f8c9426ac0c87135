// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using Mono.Unix.Native;

namespace Husk.Conformance.Fixture;

/// <summary>A service manager's end of sd_notify(3): the socket that NOTIFY_SOCKET names.</summary>
internal sealed class SystemdSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public SystemdSocket(Sandbox sandbox)
    {
        Path = System.IO.Path.Combine(sandbox.Path, "manager.sock");
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
    }

    public string Path { get; }

    public Launch Launch =>
        new() { Environment = new System.Collections.Generic.Dictionary<string, string> { ["NOTIFY_SOCKET"] = Path } };

    public bool HasMessage => _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>
    /// Waits for a message, and closes what descriptor there is in it: that is how a manager answers BARRIER=1.
    /// </summary>
    public string Receive()
    {
        (string text, int descriptor) = ReceiveWithDescriptor();
        if (descriptor >= 0)
        {
            Syscall.close(descriptor);
        }

        return text;
    }

    /// <summary>The same; the descriptor is the caller's, -1 for none.</summary>
    public unsafe (string Text, int Descriptor) ReceiveWithDescriptor()
    {
        Eventually.True(() => HasMessage, "a message on " + Path);
        byte[] data = new byte[4096];
        byte[] control = new byte[Syscall.CMSG_SPACE(sizeof(int))];
        fixed (byte* start = data)
        {
            var header = new Msghdr
            {
                msg_iov = [new Iovec { iov_base = (IntPtr)start, iov_len = (ulong)data.Length }],
                msg_iovlen = 1,
                msg_control = control,
                msg_controllen = control.Length,
            };
            long got = Syscall.recvmsg((int)_socket.Handle, header, MessageFlags.MSG_CMSG_CLOEXEC);
            Assert.True(got > 0, "an empty message on " + Path);
            long first = header.msg_controllen > 0 ? Syscall.CMSG_FIRSTHDR(header) : -1;
            int descriptor = first < 0 ? -1 : BitConverter.ToInt32(control, (int)Syscall.CMSG_DATA(header, first));
            return (Encoding.UTF8.GetString(data, 0, (int)got), descriptor);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(Path);
    }
}
