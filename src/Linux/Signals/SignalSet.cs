// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Linux;

/// <summary>A set of signals as the kernel has it (sigset_t of 8 bytes): bit n-1 stands for signal n.</summary>
public readonly record struct SignalSet(ulong Bits)
{
    /// <summary>No signal.</summary>
    public static SignalSet Empty => default;

    /// <summary>Every signal; the kernel leaves SIGKILL and SIGSTOP out by itself (sigprocmask(2)).</summary>
    public static SignalSet All => new(ulong.MaxValue);

    /// <summary>The given signals.</summary>
    public static SignalSet Of(params ReadOnlySpan<int> signals)
    {
        ulong bits = 0;
        foreach (int signal in signals)
            bits |= Bit(signal);
        return new SignalSet(bits);
    }

    public bool Contains(int signal) => (Bits & Bit(signal)) != 0;

    /// <summary>This set without the given signals.</summary>
    public SignalSet Except(params ReadOnlySpan<int> signals) => new(Bits & ~Of(signals).Bits);

    private static ulong Bit(int signal) =>
        signal is >= 1 and <= 64
            ? 1UL << signal - 1
            : throw new ArgumentOutOfRangeException(nameof(signal), signal, "signals are 1 to 64");
}
