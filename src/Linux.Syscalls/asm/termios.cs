// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// asm/termios.h: ioctl_tty(2), TIOCGWINSZ.
/// <summary>A terminal's size in characters, and in pixels where known.</summary>
public struct winsize
{
    public ushort ws_row;
    public ushort ws_col;
    public ushort ws_xpixel;
    public ushort ws_ypixel;
}
