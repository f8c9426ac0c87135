// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>A terminal made of software: what is written to one side is typed at the other (pty(7)).</summary>
public sealed unsafe class PseudoTerminal : IDisposable
{
    private PseudoTerminal(OwnedFd master, OwnedFd slave, int number)
    {
        Master = master;
        Slave = slave;
        Number = number;
    }

    /// <summary>The side of the terminal's user.</summary>
    public OwnedFd Master { get; }

    /// <summary>The side of the program that runs in it. Not the controlling terminal of whoever opened it.</summary>
    public OwnedFd Slave { get; }

    /// <summary>The N of /dev/pts/N, in the devpts file system the multiplexer belongs to.</summary>
    public int Number { get; }

    /// <summary>Opens a new pair, both sides close-on-exec.</summary>
    public static PseudoTerminal Open() => Open(BorrowedFd.Cwd, "/dev/ptmx");

    /// <summary>Opens a new pair from the multiplexer at a path, which decides the devpts it is in.</summary>
    public static PseudoTerminal Open(BorrowedFd dir, Pathname multiplexer)
    {
        OwnedFd master = At.Open(dir, multiplexer, O_RDWR | O_NOCTTY);
        try
        {
            int number;
            int unlock = 0;
            Ask(master, TIOCGPTN, nameof(TIOCGPTN), (nint)(&number));
            Ask(master, TIOCSPTLCK, nameof(TIOCSPTLCK), (nint)(&unlock));
            // TIOCGPTPEER (Linux 4.13) opens the other side without a path, so nothing mounted over /dev/pts can stand
            // in for it.
            nint slave = Ask(master, TIOCGPTPEER, nameof(TIOCGPTPEER), O_RDWR | O_NOCTTY | O_CLOEXEC);
            return new PseudoTerminal(master, new OwnedFd((int)slave), number);
        }
        catch (SyscallException)
        {
            master.Dispose();
            throw;
        }
    }

    /// <summary>Closes both sides, as far as they are still open and here.</summary>
    public void Dispose()
    {
        Master.Dispose();
        Slave.Dispose();
    }

    private static nint Ask(OwnedFd master, uint request, string name, nint argument)
    {
        nint result = Kernel.Call(SYS.ioctl, master.Number, (nint)request, argument);
        return result >= 0 ? result : throw Terminal.Failed(master, name, result);
    }
}
