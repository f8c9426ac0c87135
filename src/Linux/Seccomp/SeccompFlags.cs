// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Seccomp;

/// <summary>Which flags of a filter this kernel knows.</summary>
public static class SeccompFlags
{
    /// <summary>Asks without loading anything.</summary>
    /// <param name="flag">One SECCOMP_FILTER_FLAG_*.</param>
    /// <remarks>
    /// The kernel looks at the flags before it looks at the filter: there being none is EFAULT, an unknown flag EINVAL
    /// (kernel/seccomp.c, seccomp_set_mode_filter).
    /// </remarks>
    public static bool KernelKnows(uint flag)
    {
        // Only a filter with a listener can be told how to wait for it.
        uint needed = flag == SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0u;
        return Kernel.Call(SYS.seccomp, SECCOMP_SET_MODE_FILTER, (nint)(flag | needed), 0) == -EFAULT;
    }
}
