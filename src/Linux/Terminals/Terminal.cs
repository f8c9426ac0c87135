// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>What can be asked of and told to a terminal (ioctl_tty(2)).</summary>
public static unsafe class Terminal
{
    /// <summary>Whether the descriptor is a terminal: isatty(3).</summary>
    public static bool Is(BorrowedFd fd)
    {
        termios mode;
        return Kernel.Call(SYS.ioctl, fd.Number, TCGETS, (nint)(&mode)) >= 0;
    }

    /// <summary>The size; zeros when nobody has set one.</summary>
    public static TerminalSize Size(BorrowedFd terminal)
    {
        winsize size;
        nint result = Kernel.Call(SYS.ioctl, terminal.Number, TIOCGWINSZ, (nint)(&size));
        return result >= 0
            ? new TerminalSize(size.ws_row, size.ws_col)
            : throw Failed(terminal, nameof(TIOCGWINSZ), result);
    }

    /// <summary>Sets the size; the foreground process group gets SIGWINCH when it is another one.</summary>
    public static void Resize(BorrowedFd terminal, TerminalSize size)
    {
        var raw = new winsize { ws_row = size.Rows, ws_col = size.Columns };
        nint result = Kernel.Call(SYS.ioctl, terminal.Number, TIOCSWINSZ, (nint)(&raw));
        if (result < 0)
            throw Failed(terminal, nameof(TIOCSWINSZ), result);
    }

    internal static SyscallException Failed(BorrowedFd terminal, string request, nint result) =>
        new($"ioctl({Strace.Descriptor(terminal)}, {request})", (int)-result);
}
