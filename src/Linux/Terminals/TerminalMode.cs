// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>How a terminal treats what goes through it (termios(3)): a value to read, change and put back.</summary>
public readonly unsafe struct TerminalMode
{
    private readonly termios _raw;

    private TerminalMode(termios raw) => _raw = raw;

    /// <summary>The mode a terminal is in; ENOTTY when it is none.</summary>
    public static TerminalMode Of(BorrowedFd terminal)
    {
        termios raw;
        nint result = Kernel.Call(SYS.ioctl, terminal.Number, TCGETS, (nint)(&raw));
        return result >= 0 ? new TerminalMode(raw) : throw Terminal.Failed(terminal, nameof(TCGETS), result);
    }

    /// <summary>
    /// Puts a terminal into this mode once its output is written; input not read yet stays (TCSETSW). A background
    /// process that does this gets SIGTTOU, which stops it unless it holds that signal back.
    /// </summary>
    public void ApplyTo(BorrowedFd terminal)
    {
        termios raw = _raw;
        nint result;
        do
            result = Kernel.Wait(SYS.ioctl, terminal.Number, TCSETSW, (nint)(&raw));
        while (result == -EINTR);
        if (result < 0)
            throw Terminal.Failed(terminal, nameof(TCSETSW), result);
    }

    /// <summary>
    /// This mode made raw: every byte goes through as it is, at once, without an echo (termios(3), cfmakeraw).
    /// </summary>
    public TerminalMode Raw()
    {
        termios raw = _raw;
        raw.c_iflag &= ~(uint)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
        raw.c_oflag &= ~(uint)OPOST;
        raw.c_lflag &= ~(uint)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
        raw.c_cflag = raw.c_cflag & ~(uint)(CSIZE | PARENB) | CS8;
        raw.c_cc[VMIN] = 1;
        raw.c_cc[VTIME] = 0;
        return new TerminalMode(raw);
    }

    /// <summary>
    /// This mode without a carriage return before each newline that is written (ONLCR): logs get the bytes the program
    /// wrote.
    /// </summary>
    public TerminalMode WithoutNewlineMapping()
    {
        termios raw = _raw;
        raw.c_oflag &= ~(uint)ONLCR;
        return new TerminalMode(raw);
    }

    /// <summary>
    /// This mode without showing what is typed, but for the end of the line (ECHO off, ECHONL on): for passwords.
    /// </summary>
    public TerminalMode WithoutEcho()
    {
        termios raw = _raw;
        raw.c_lflag = raw.c_lflag & ~(uint)ECHO | ECHONL;
        return new TerminalMode(raw);
    }
}
