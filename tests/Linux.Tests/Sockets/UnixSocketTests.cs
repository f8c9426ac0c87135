// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using static Husk.Linux.Syscalls.Abi;
using Native = Mono.Unix.Native;

namespace Husk.Linux.Tests.Sockets;

public sealed class UnixSocketTests
{
    [Fact]
    public void A_listener_hears_who_connects()
    {
        using var scratch = new ScratchDirectory();
        using Socket listener = Listen(scratch["console.sock"]);
        using OwnedFd here = UnixSocket.Connect(scratch["console.sock"]);
        using Socket there = listener.Accept();
        Fd.WriteAll(here, "hello"u8);
        byte[] buffer = new byte[16];
        Assert.Equal("hello", Encoding.ASCII.GetString(buffer, 0, there.Receive(buffer)));
        Assert.Equal(O_CLOEXEC, OpenDescriptors.Flags(here.Number) & O_CLOEXEC);
    }

    [Theory]
    [InlineData(107)]
    [InlineData(108)]
    [InlineData(250)]
    [InlineData(1000)]
    public void A_path_may_be_longer_than_an_address(int length)
    {
        using var scratch = new ScratchDirectory();
        string directory = scratch.Path;
        while (length - directory.Length > 210)
            directory = Path.Combine(directory, new string('d', 100));
        directory = Path.Combine(directory, new string('d', length - directory.Length - "//s.sock".Length));
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, "s.sock");
        Assert.Equal(length, path.Length);
        Directory.CreateSymbolicLink(scratch["short"], directory);
        using Socket listener = Listen(scratch["short/s.sock"]);
        int descriptors = OpenDescriptors.On(scratch.Path);

        using OwnedFd here = UnixSocket.Connect(path);

        using Socket there = listener.Accept();
        Assert.True(there.Connected);
        Assert.Equal(descriptors, OpenDescriptors.On(scratch.Path));
    }

    [Theory]
    [InlineData("missing.sock", ENOENT)]
    [InlineData("a\0b", EINVAL)]
    public void A_socket_that_cannot_be_reached_is_told_by_its_path(string name, int errno)
    {
        using var scratch = new ScratchDirectory();
        int sockets = OpenDescriptors.On("socket:");
        var refused = Assert.Throws<SyscallException>(() => UnixSocket.Connect(scratch.Path + "/" + name));
        Assert.Equal(errno, refused.Errno);
        Assert.StartsWith($"connect(AF_UNIX, {Strace.Quote(scratch.Path + "/" + name)}) = ", refused.Message);
        Assert.Equal(sockets, OpenDescriptors.On("socket:"));
    }

    [Fact]
    public unsafe void Sent_descriptors_are_received_by_any_program()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["one"], "first");
        File.WriteAllText(scratch["two"], "second");
        (OwnedFd here, OwnedFd there) = UnixSocket.Pair(SOCK_STREAM);
        using OwnedFd one = At.Open(scratch.Fd, "one", O_RDONLY);
        using OwnedFd two = At.Open(scratch.Fd, "two", O_RDONLY);

        UnixSocket.SendFds(here, "/dev/pts/7"u8, [one.Number, two.Number]);

        byte[] payload = new byte[64];
        byte[] control = new byte[256];
        fixed (byte* pointer = payload)
        {
            var message = new Native.Msghdr
            {
                msg_iov = [new Native.Iovec { iov_base = (nint)pointer, iov_len = (ulong)payload.Length }],
                msg_iovlen = 1,
                msg_control = control,
                msg_controllen = control.Length,
            };
            long length = Native.Syscall.recvmsg(there.Number, message, 0);
            Assert.Equal("/dev/pts/7", Encoding.ASCII.GetString(payload, 0, (int)length));
            Native.Cmsghdr header = Native.Cmsghdr.ReadFromBuffer(message, 0);
            Assert.Equal(
                (Native.UnixSocketProtocol.SOL_SOCKET, Native.UnixSocketControlMessage.SCM_RIGHTS),
                (header.cmsg_level, header.cmsg_type));
            Assert.Equal(Native.Cmsghdr.Size + 2 * sizeof(int), header.cmsg_len);
        }
        Span<byte> rights = control.AsSpan((int)Native.Cmsghdr.Size, 2 * sizeof(int));
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(rights);
        foreach ((int number, string name) in new[] { (numbers[0], "one"), (numbers[1], "two") })
        {
            Assert.Equal(scratch[name], new FileInfo($"/proc/self/fd/{number}").LinkTarget);
            Native.Syscall.close(number);
        }
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public unsafe void Descriptors_that_any_program_sends_are_received()
    {
        (OwnedFd here, OwnedFd there) = UnixSocket.Pair(SOCK_STREAM);
        using OwnedFd file = At.Open(BorrowedFd.Cwd, "/dev/zero", O_RDONLY);
        Send(there, file, file);

        byte[] payload = new byte[64];
        (int length, OwnedFd[] fds) = UnixSocket.ReceiveFds(here, payload, 2);

        Assert.Equal("x", Encoding.ASCII.GetString(payload, 0, length));
        Assert.Equal(2, fds.Length);
        foreach (OwnedFd fd in fds)
        {
            Assert.NotEqual(file.Number, fd.Number);
            Assert.Equal("/dev/zero", new FileInfo($"/proc/self/fd/{fd.Number}").LinkTarget);
            Assert.Equal(O_CLOEXEC, OpenDescriptors.Flags(fd.Number) & O_CLOEXEC);
            fd.Dispose();
        }
        there.Dispose();
        Assert.Equal((0, 0), (UnixSocket.ReceiveFds(here, payload) is var (end, none) ? (end, none.Length) : default));
        here.Dispose();
    }

    [Fact]
    public void More_descriptors_than_were_welcome_are_refused_and_none_stays()
    {
        (OwnedFd here, OwnedFd there) = UnixSocket.Pair(SOCK_STREAM);
        using OwnedFd file = At.Open(BorrowedFd.Cwd, "/dev/zero", O_RDONLY);
        int before = OpenDescriptors.On("/dev/zero");
        foreach (int welcome in new[] { 1, 2, 0 })
        {
            Send(there, file, file, file);
            var refused = Assert.Throws<SyscallException>(() => UnixSocket.ReceiveFds(here, new byte[1], welcome));
            Assert.Equal(EMSGSIZE, refused.Errno);
            Assert.Equal(before, OpenDescriptors.On("/dev/zero"));
        }
        // The padding after one descriptor would have room for a second.
        Send(there, file, file);
        Assert.Equal(EMSGSIZE, Assert.Throws<SyscallException>(
            () => UnixSocket.ReceiveFds(here, new byte[1], 1)).Errno);
        Assert.Equal(before, OpenDescriptors.On("/dev/zero"));
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public void A_peer_that_is_gone_is_an_error_and_no_signal()
    {
        (OwnedFd here, OwnedFd there) = UnixSocket.Pair(SOCK_STREAM);
        there.Dispose();
        Assert.Equal(EPIPE, Assert.Throws<SyscallException>(() => UnixSocket.SendFds(here, "x"u8, [0])).Errno);
        Assert.Equal(EINVAL, Assert.Throws<SyscallException>(() => UnixSocket.SendFds(here, default, [0])).Errno);
        Assert.Equal(EINVAL, Assert.Throws<SyscallException>(
            () => UnixSocket.SendFds(here, "x"u8, new int[254])).Errno);
        here.Dispose();
    }

    private static unsafe void Send(BorrowedFd socket, params ReadOnlySpan<OwnedFd> fds)
    {
        byte[] control = new byte[Native.Syscall.CMSG_SPACE((ulong)(fds.Length * sizeof(int)))];
        new Native.Cmsghdr
        {
            cmsg_len = (long)Native.Syscall.CMSG_LEN((ulong)(fds.Length * sizeof(int))),
            cmsg_level = Native.UnixSocketProtocol.SOL_SOCKET,
            cmsg_type = Native.UnixSocketControlMessage.SCM_RIGHTS,
        }.WriteToBuffer(new Native.Msghdr { msg_control = control, msg_controllen = control.Length }, 0);
        for (int i = 0; i < fds.Length; i++)
            BitConverter.TryWriteBytes(control.AsSpan((int)Native.Cmsghdr.Size + i * sizeof(int)), fds[i].Number);
        byte payload = (byte)'x';
        var message = new Native.Msghdr
        {
            msg_iov = [new Native.Iovec { iov_base = (nint)(&payload), iov_len = 1 }],
            msg_iovlen = 1,
            msg_control = control,
            msg_controllen = control.Length,
        };
        Assert.Equal(1, Native.Syscall.sendmsg(socket.Number, message, 0));
    }

    private static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return listener;
    }
}
