// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>Signals by name and number (signal(7)). x86_64 and aarch64 share the numbers.</summary>
public static class Signal
{
    /// <summary>
    /// The first real-time signal that programs may use. The kernel's are 32 to 64; glibc and musl keep the first ones
    /// for themselves, and people who write RTMIN mean libc's (signal(7), "Real-time signals").
    /// </summary>
    public const int RealTimeMinimum = 34;

    /// <summary>The last real-time signal.</summary>
    public const int RealTimeMaximum = SIGRTMAX;

    // Synonyms come after the name that Name gives.
    private static readonly (int Number, string Name)[] Names =
    [
        (SIGHUP, "HUP"), (SIGINT, "INT"), (SIGQUIT, "QUIT"), (SIGILL, "ILL"), (SIGTRAP, "TRAP"), (SIGABRT, "ABRT"),
        (SIGBUS, "BUS"), (SIGFPE, "FPE"), (SIGKILL, "KILL"), (SIGUSR1, "USR1"), (SIGSEGV, "SEGV"), (SIGUSR2, "USR2"),
        (SIGPIPE, "PIPE"), (SIGALRM, "ALRM"), (SIGTERM, "TERM"), (SIGSTKFLT, "STKFLT"), (SIGCHLD, "CHLD"),
        (SIGCONT, "CONT"), (SIGSTOP, "STOP"), (SIGTSTP, "TSTP"), (SIGTTIN, "TTIN"), (SIGTTOU, "TTOU"),
        (SIGURG, "URG"), (SIGXCPU, "XCPU"), (SIGXFSZ, "XFSZ"), (SIGVTALRM, "VTALRM"), (SIGPROF, "PROF"),
        (SIGWINCH, "WINCH"), (SIGIO, "IO"), (SIGPWR, "PWR"), (SIGSYS, "SYS"), (SIGIOT, "IOT"), (SIGCHLD, "CLD"),
        (SIGPOLL, "POLL"), (SIGSYS, "UNUSED"),
    ];

    /// <summary>
    /// Reads a signal as people write it: <c>KILL</c>, <c>SIGKILL</c>, <c>9</c>, <c>RTMIN+3</c>, <c>SIGRTMAX-2</c>, in
    /// any case.
    /// </summary>
    /// <returns>
    /// Whether it is a signal: a name, or a number up to 64. 0 is let through, as kill(2) does: it only asks.
    /// </returns>
    public static bool TryParse(string text, out int signal)
    {
        ReadOnlySpan<char> name = text;
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out signal))
            return signal is >= 0 and <= SIGRTMAX;
        if (name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase))
            name = name[3..];
        foreach ((int number, string known) in Names)
        {
            if (!name.Equals(known, StringComparison.OrdinalIgnoreCase))
                continue;
            signal = number;
            return true;
        }
        return TryParseRealTime(name, out signal);
    }

    /// <summary><c>SIGKILL</c> for 9, <c>SIGRTMIN+3</c> for 37, the number alone for what has no name.</summary>
    public static string Name(int signal)
    {
        foreach ((int number, string name) in Names)
        {
            if (number == signal)
                return "SIG" + name;
        }
        return signal switch
        {
            RealTimeMinimum => "SIGRTMIN",
            > RealTimeMinimum and < RealTimeMaximum =>
                string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN+{signal - RealTimeMinimum}"),
            RealTimeMaximum => "SIGRTMAX",
            _ => signal.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>
    /// Sends a signal to a process by number (kill(2)); false when there is none (ESRCH). Signal 0 only asks.
    /// </summary>
    public static bool Send(int pid, int signal) => Sent(Kernel.Call(SYS.kill, pid, signal), $"kill({pid}", signal);

    /// <summary>Sends a signal to one thread (tgkill(2)); false when there is none (ESRCH).</summary>
    public static bool SendToThread(int pid, int tid, int signal) =>
        Sent(Kernel.Call(SYS.tgkill, pid, tid, signal), $"tgkill({pid}, {tid}", signal);

    private static bool Sent(nint result, string call, int signal) => result switch
    {
        >= 0 => true,
        -ESRCH => false,
        _ => throw new SyscallException($"{call}, {Name(signal)})", (int)-result),
    };

    private static bool TryParseRealTime(ReadOnlySpan<char> name, out int signal)
    {
        signal = 0;
        bool fromEnd = name.StartsWith("RTMAX", StringComparison.OrdinalIgnoreCase);
        if (!fromEnd && !name.StartsWith("RTMIN", StringComparison.OrdinalIgnoreCase))
            return false;
        ReadOnlySpan<char> offset = name[5..];
        int distance = 0;
        if (!offset.IsEmpty)
        {
            if (offset[0] != (fromEnd ? '-' : '+'))
                return false;
            if (!int.TryParse(offset[1..], NumberStyles.None, CultureInfo.InvariantCulture, out distance))
                return false;
        }
        if (distance > RealTimeMaximum - RealTimeMinimum)
            return false;
        signal = fromEnd ? RealTimeMaximum - distance : RealTimeMinimum + distance;
        return true;
    }
}
