// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>How a process ended.</summary>
/// <param name="Code">What it gave to exit(2), 0 to 255; 0 when a signal killed it.</param>
/// <param name="Signal">The signal that killed it; 0 when it exited by itself.</param>
public readonly record struct ExitStatus(int Code, int Signal)
{
    /// <summary>
    /// What a shell would say: the code, or 128 and the signal's number (bash(1), "EXIT STATUS"), as every OCI runtime
    /// does.
    /// </summary>
    public int ShellCode => Signal == 0 ? Code : 128 + Signal;

    // waitid(2): si_status is the exit status or the signal, which si_code tells apart.
    internal static ExitStatus From(in siginfo_t death) =>
        death.si_code == CLD_EXITED ? new(death.si_status, 0) : new(0, death.si_status);
}
