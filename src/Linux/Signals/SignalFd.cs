// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>Signals as something to read (signalfd(2)).</summary>
public static unsafe class SignalFd
{
    /// <summary>Opens a descriptor, close-on-exec, that can be read when one of the signals is pending.</summary>
    /// <param name="set">
    /// The signals. Every thread must hold them back, or one that does not will get them first:
    /// <see cref="ProcessSignals.Block"/>.
    /// </param>
    public static OwnedFd Open(SignalSet set)
    {
        ulong bits = set.Bits;
        nint result = Kernel.Call(SYS.signalfd4, -1, (nint)(&bits), sizeof(ulong), SFD_CLOEXEC);
        return result >= 0 ? new OwnedFd((int)result) : throw new SyscallException("signalfd4()", (int)-result);
    }

    /// <summary>Waits for one signal and takes it.</summary>
    public static ReceivedSignal Read(BorrowedFd signals)
    {
        Span<byte> raw = stackalloc byte[sizeof(signalfd_siginfo)];
        Fd.Read(signals, raw);
        signalfd_siginfo signal = MemoryMarshal.Read<signalfd_siginfo>(raw);
        return new ReceivedSignal((int)signal.ssi_signo, (int)signal.ssi_pid, signal.ssi_uid);
    }
}
