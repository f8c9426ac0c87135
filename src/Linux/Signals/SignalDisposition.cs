// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>What a signal does to the process (sigaction(2)). Execution keeps none but that it is ignored.</summary>
public static unsafe class SignalDisposition
{
    /// <summary>Lets a signal that the caller ignores do again what it does by default. Other dispositions stay.</summary>
    public static void StopIgnoring(int signal)
    {
        kernel_sigaction now;
        // The kernel's set of signals has 8 bytes. The pointers are to locals, which outlive the calls.
        nint result = Kernel.Call(SYS.rt_sigaction, signal, 0, (nint)(&now), sizeof(ulong));
        if (result >= 0 && now.sa_handler == SIG_IGN)
        {
            kernel_sigaction byDefault = default;
            result = Kernel.Call(SYS.rt_sigaction, signal, (nint)(&byDefault), 0, sizeof(ulong));
        }
        if (result < 0)
            throw new SyscallException($"rt_sigaction({signal})", (int)-result);
    }
}
