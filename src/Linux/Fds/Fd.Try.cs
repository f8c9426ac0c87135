// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>
    /// Reads what is there, for callers to whom an error is an answer: the number of bytes, 0 at the end, or minus the
    /// error number: EAGAIN from what does not wait, EIO from a terminal whose other side is closed (pty(7)).
    /// </summary>
    public static int TryRead(BorrowedFd fd, scoped Span<byte> buffer)
    {
        nint result;
        fixed (byte* pointer = buffer)
        {
            do
                result = Kernel.Wait(SYS.read, fd.Number, (nint)pointer, buffer.Length);
            while (result == -Abi.EINTR);
        }

        return (int)result;
    }

    /// <summary>
    /// Writes what there is room for: the number of bytes, or minus the error number: EAGAIN from what does not wait,
    /// EPIPE when nobody reads, which is also SIGPIPE unless that is ignored or held back.
    /// </summary>
    public static int TryWrite(BorrowedFd fd, scoped ReadOnlySpan<byte> content)
    {
        nint result;
        fixed (byte* pointer = content)
        {
            do
                result = Kernel.Wait(SYS.write, fd.Number, (nint)pointer, content.Length);
            while (result == -Abi.EINTR);
        }

        return (int)result;
    }
}
