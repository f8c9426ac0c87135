// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The signals that create, run and exec read from a signalfd: all but those that stand for a fault of the program
/// itself.
/// </summary>
internal static class CaughtSignals
{
    public static SignalSet Set => SignalSet.All.Except(
        SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, Signal.RealTimeMinimum,
        Signal.RealTimeMinimum + 1, 32, 33);
}
