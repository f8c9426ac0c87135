// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// Which signals the calling thread holds back (sigprocmask(2)). A thread inherits the mask of the one that makes it,
/// and a program that of the thread that executes it. For a signalfd see <see cref="ProcessSignals"/>.
/// </summary>
public static unsafe class SignalMask
{
    /// <summary>What is held back now.</summary>
    public static SignalSet Current => Change(SIG_BLOCK, SignalSet.Empty);

    /// <summary>Holds these back too; what was held back before.</summary>
    public static SignalSet Block(SignalSet set) => Change(SIG_BLOCK, set);

    /// <summary>Lets these through; what was held back before.</summary>
    public static SignalSet Unblock(SignalSet set) => Change(SIG_UNBLOCK, set);

    /// <summary>Holds back these and no others; what was held back before.</summary>
    public static SignalSet Set(SignalSet set) => Change(SIG_SETMASK, set);

    private static SignalSet Change(int how, SignalSet set)
    {
        ulong bits = set.Bits;
        ulong before;
        nint result = Kernel.Call(SYS.rt_sigprocmask, how, (nint)(&bits), (nint)(&before), sizeof(ulong));
        return result >= 0 ? new SignalSet(before) : throw new SyscallException("rt_sigprocmask()", (int)-result);
    }
}
