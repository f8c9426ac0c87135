// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>
    /// Waits for an advisory lock on the open file (flock(2)). It goes when the last descriptor of that open file is
    /// closed, so also with the process.
    /// </summary>
    /// <param name="fd">Any file or directory.</param>
    /// <param name="shared">Whether other holders of a shared lock are welcome.</param>
    public static void Lock(BorrowedFd fd, bool shared = false)
    {
        nint result;
        do
            result = Kernel.Wait(SYS.flock, fd.Number, shared ? LOCK_SH : LOCK_EX);
        while (result == -EINTR);
        if (result < 0)
            throw LockFailed(fd, shared ? nameof(LOCK_SH) : nameof(LOCK_EX), result);
    }

    /// <summary>As <see cref="Lock"/> without the wait: false when somebody else has the file.</summary>
    public static bool TryLock(BorrowedFd fd, bool shared = false)
    {
        nint result = Kernel.Wait(SYS.flock, fd.Number, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB);
        return result switch
        {
            >= 0 => true,
            -EWOULDBLOCK => false,
            _ => throw LockFailed(fd, nameof(LOCK_NB), result),
        };
    }

    private static SyscallException LockFailed(BorrowedFd fd, string operation, nint result) =>
        new($"flock({Strace.Descriptor(fd)}, {operation})", (int)-result);
}
