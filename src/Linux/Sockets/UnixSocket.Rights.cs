// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class UnixSocket
{
    /// <summary>
    /// SCM_MAX_FD: the kernel takes no more descriptors in one message (unix(7), since Linux 2.6.38).
    /// </summary>
    public const int MaximumFds = 253;

    // CMSG_ALIGN of cmsg(3): the header and the data are padded to a machine word; the header's size is one already.
    private static int ControlSpace(int fds) => sizeof(cmsghdr) + (fds * sizeof(int) + 7 & ~7);

    /// <summary>
    /// Sends a message with descriptors in it (sendmsg(2), SCM_RIGHTS); the receiver gets descriptors of its own for
    /// the same open files. A peer that is gone is EPIPE, not a signal.
    /// </summary>
    /// <param name="socket">A connected Unix socket.</param>
    /// <param name="payload">At least one byte: on a stream, descriptors cannot travel alone.</param>
    /// <param name="fds">The descriptors' numbers.</param>
    public static void SendFds(BorrowedFd socket, scoped ReadOnlySpan<byte> payload, scoped ReadOnlySpan<int> fds)
    {
        Span<byte> control = stackalloc byte[ControlSpace(Math.Min(fds.Length, MaximumFds))];
        nint result = -EINVAL;
        if (fds.Length <= MaximumFds && !payload.IsEmpty)
        {
            control.Clear();
            var header = new cmsghdr
            {
                cmsg_len = (nuint)(sizeof(cmsghdr) + fds.Length * sizeof(int)),
                cmsg_level = SOL_SOCKET,
                cmsg_type = SCM_RIGHTS,
            };
            MemoryMarshal.Write(control, in header);
            MemoryMarshal.AsBytes(fds).CopyTo(control[sizeof(cmsghdr)..]);
            // All three are pinned, or on the stack, for as long as the call runs.
            fixed (byte* data = payload, rights = control)
            {
                var run = new iovec { iov_base = data, iov_len = (nuint)payload.Length };
                var message = new msghdr
                {
                    msg_iov = &run,
                    msg_iovlen = 1,
                    msg_control = fds.IsEmpty ? null : rights,
                    msg_controllen = fds.IsEmpty ? 0 : (nuint)control.Length,
                };
                do
                    result = Kernel.Wait(SYS.sendmsg, socket.Number, (nint)(&message), MSG_NOSIGNAL);
                while (result == -EINTR);
            }
        }
        if (result < 0)
            throw new SyscallException($"sendmsg({Strace.Descriptor(socket)}, {fds.Length} fds)", (int)-result);
        // The descriptors went with the first byte; on a stream the rest may need more room than there was.
        Fd.WriteAll(socket, payload[(int)result..]);
    }

    /// <summary>
    /// Waits for one message (recvmsg(2)); the descriptors in it are close-on-exec and belong to the caller. Zero bytes
    /// and no descriptors: the peer has closed. More descriptors than <paramref name="limit"/> are EMSGSIZE, and none
    /// of them stays open.
    /// </summary>
    /// <param name="socket">A connected Unix socket.</param>
    /// <param name="payload">Where the bytes go.</param>
    /// <param name="limit">How many descriptors are welcome.</param>
    public static (int Length, OwnedFd[] Fds) ReceiveFds(BorrowedFd socket, scoped Span<byte> payload, int limit = 1)
    {
        // Not padded: the kernel would put a second descriptor into the padding of the first.
        Span<byte> control = stackalloc byte[sizeof(cmsghdr) + Math.Clamp(limit, 0, MaximumFds) * sizeof(int)];
        nint result;
        msghdr message;
        // Both are pinned or on the stack for as long as the call runs.
        fixed (byte* data = payload, rights = control)
        {
            var run = new iovec { iov_base = data, iov_len = (nuint)payload.Length };
            message = new msghdr
            {
                msg_iov = &run,
                msg_iovlen = 1,
                msg_control = rights,
                msg_controllen = (nuint)control.Length,
            };
            do
                result = Kernel.Wait(SYS.recvmsg, socket.Number, (nint)(&message), MSG_CMSG_CLOEXEC);
            while (result == -EINTR);
        }
        if (result < 0)
            throw new SyscallException($"recvmsg({Strace.Descriptor(socket)})", (int)-result);
        OwnedFd[] fds = Rights(control[..(int)message.msg_controllen]);
        if ((message.msg_flags & MSG_CTRUNC) == 0)
            return ((int)result, fds);
        foreach (OwnedFd fd in fds)
            fd.Dispose();
        throw new SyscallException($"recvmsg({Strace.Descriptor(socket)}, at most {limit} fds)", EMSGSIZE);
    }

    // A Unix socket's message has at most one SCM_RIGHTS block, first, unless somebody switched SO_PASSCRED on.
    private static OwnedFd[] Rights(ReadOnlySpan<byte> control)
    {
        while (control.Length >= sizeof(cmsghdr))
        {
            cmsghdr header = MemoryMarshal.Read<cmsghdr>(control);
            int length = (int)header.cmsg_len;
            if (header.cmsg_level == SOL_SOCKET && header.cmsg_type == SCM_RIGHTS)
            {
                ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(control[sizeof(cmsghdr)..length]);
                return Array.ConvertAll(numbers.ToArray(), static number => new OwnedFd(number));
            }
            control = control[Math.Min(control.Length, length + 7 & ~7)..];
        }
        return [];
    }
}
