// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>The children of this process, of its own and those it adopts as a subreaper.</summary>
public static unsafe class Children
{
    /// <summary>
    /// Takes the status of a child that has ended, whichever; null when none has, or when there are no children.
    /// </summary>
    public static (int Pid, ExitStatus Status)? TryReap()
    {
        siginfo_t death = default;
        nint result = Kernel.Call(SYS.waitid, P_ALL, 0, (nint)(&death), WEXITED | WNOHANG | __WALL);
        if (result < 0 && result != -ECHILD)
            throw new SyscallException("waitid(P_ALL)", (int)-result);
        return result < 0 || death.si_pid == 0 ? null : (death.si_pid, ExitStatus.From(death));
    }

    /// <summary>
    /// The number of a child that has ended and whose status nobody has taken; null when there is none.
    /// </summary>
    public static int? TryPeek()
    {
        siginfo_t death = default;
        nint result = Kernel.Call(SYS.waitid, P_ALL, 0, (nint)(&death), WEXITED | WNOHANG | WNOWAIT | __WALL);
        if (result < 0 && result != -ECHILD)
            throw new SyscallException("waitid(P_ALL, WNOWAIT)", (int)-result);
        return result < 0 || death.si_pid == 0 ? null : death.si_pid;
    }

    /// <summary>
    /// Takes the status of one child, if it has ended; null when it runs, or is no child of this process.
    /// </summary>
    public static ExitStatus? TryReap(int pid)
    {
        siginfo_t death = default;
        nint result = Kernel.Call(SYS.waitid, P_PID, pid, (nint)(&death), WEXITED | WNOHANG | __WALL);
        if (result < 0 && result != -ECHILD)
            throw new SyscallException($"waitid(P_PID, {pid})", (int)-result);
        return result < 0 || death.si_pid == 0 ? null : ExitStatus.From(death);
    }

    /// <summary>
    /// Whether orphans among the descendants become children of this process instead of the pid namespace's init
    /// (PR_SET_CHILD_SUBREAPER, prctl(2)). Kept across execve(2), not given to children.
    /// </summary>
    public static bool AdoptOrphans
    {
        get
        {
            int adopts = 0;
            nint result = Kernel.Call(SYS.prctl, PR_GET_CHILD_SUBREAPER, (nint)(&adopts));
            return result >= 0
                ? adopts != 0
                : throw new SyscallException("prctl(PR_GET_CHILD_SUBREAPER)", (int)-result);
        }
        set
        {
            nint result = Kernel.Call(SYS.prctl, PR_SET_CHILD_SUBREAPER, value ? 1 : 0);
            if (result < 0)
                throw new SyscallException($"prctl(PR_SET_CHILD_SUBREAPER, {(value ? 1 : 0)})", (int)-result);
        }
    }
}
