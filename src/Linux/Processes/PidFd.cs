// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// A process held by a descriptor: the number may be given to another process when this one is gone, the descriptor
/// never (pidfd_open(2)).
/// </summary>
public static unsafe class PidFd
{
    /// <summary>
    /// Takes hold of a process, close-on-exec; null when there is none of that number: nothing has it (ESRCH), or a
    /// thread of another process has it by now (EINVAL; since Linux 6.15 ENOENT).
    /// </summary>
    public static OwnedFd? TryOpen(int pid)
    {
        nint result = Kernel.Call(SYS.pidfd_open, pid);
        return result switch
        {
            >= 0 => new OwnedFd((int)result),
            -ESRCH => null,
            -ENOENT or -EINVAL when pid > 0 => null,
            _ => throw new SyscallException($"pidfd_open({pid})", (int)-result),
        };
    }

    /// <summary>Takes hold of a process, close-on-exec; ESRCH when there is none of that number.</summary>
    public static OwnedFd Open(int pid) => TryOpen(pid) ?? throw new SyscallException($"pidfd_open({pid})", ESRCH);

    /// <summary>
    /// Sends a signal; false when the process has ended and been waited for (ESRCH). Signal 0 only asks.
    /// </summary>
    public static bool SendSignal(BorrowedFd process, int signal)
    {
        nint result = Kernel.Call(SYS.pidfd_send_signal, process.Number, signal);
        return result switch
        {
            >= 0 => true,
            -ESRCH => false,
            _ => throw new SyscallException(
                $"pidfd_send_signal({Strace.Descriptor(process)}, {Signal.Name(signal)})", (int)-result),
        };
    }

    /// <summary>
    /// A descriptor of its own, close-on-exec, for the file that is open as that number in the process
    /// (pidfd_getfd(2)); needs the right to trace it.
    /// </summary>
    public static OwnedFd TakeFd(BorrowedFd process, int number)
    {
        nint result = Kernel.Call(SYS.pidfd_getfd, process.Number, number);
        return result >= 0
            ? new OwnedFd((int)result)
            : throw new SyscallException($"pidfd_getfd({Strace.Descriptor(process)}, {number})", (int)-result);
    }

    /// <summary>Waits until the process has ended, whoever's child it is; false when the time ran out.</summary>
    public static bool UntilExited(BorrowedFd process, TimeSpan? timeout = null) =>
        Poll.UntilReadable(process, timeout);

    /// <summary>
    /// Waits until a child has ended, and takes its status; the child is gone then. ECHILD for another's child.
    /// </summary>
    public static ExitStatus Wait(BorrowedFd child) => Wait(child, 0)!.Value;

    /// <summary>As <see cref="Wait(BorrowedFd)"/> without the wait: null when the child is still running.</summary>
    public static ExitStatus? TryWait(BorrowedFd child) => Wait(child, WNOHANG);

    private static ExitStatus? Wait(BorrowedFd child, int options)
    {
        siginfo_t death = default;
        nint result;
        do
            result = Kernel.Wait(SYS.waitid, P_PIDFD, child.Number, (nint)(&death), WEXITED | __WALL | options);
        while (result == -EINTR);
        if (result < 0)
            throw new SyscallException($"waitid(P_PIDFD, {Strace.Descriptor(child)})", (int)-result);
        // waitid(2): with WNOHANG and nothing to tell, the call succeeds and leaves the pid at zero.
        return death.si_pid == 0 ? null : ExitStatus.From(death);
    }
}
