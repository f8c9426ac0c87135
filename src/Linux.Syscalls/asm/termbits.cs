// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// asm/termbits.h: ioctl_tty(2), termios(3).
public static partial class Abi
{
    public const int IGNBRK = 0x1;
    public const int BRKINT = 0x2;
    public const int IGNPAR = 0x4;
    public const int PARMRK = 0x8; // 010
    public const int INPCK = 0x10; // 020
    public const int ISTRIP = 0x20; // 040
    public const int INLCR = 0x40; // 0100
    public const int IGNCR = 0x80; // 0200
    public const int ICRNL = 0x100; // 0400
    public const int IXON = 0x400; // 02000
    public const int IXANY = 0x800; // 04000
    public const int IXOFF = 0x1000; // 010000
    public const int IUTF8 = 0x4000; // 040000
    public const int OPOST = 0x1;
    public const int ONLCR = 0x4;
    public const int CSIZE = 0x30; // 060
    public const int CS8 = 0x30; // 060
    public const int PARENB = 0x100; // 0400
    public const int ISIG = 0x1;
    public const int ICANON = 0x2;
    public const int ECHO = 0x8; // 010
    public const int ECHOE = 0x10; // 020
    public const int ECHOK = 0x20; // 040
    public const int ECHONL = 0x40; // 0100
    public const int NOFLSH = 0x80; // 0200
    public const int TOSTOP = 0x100; // 0400
    public const int ECHOCTL = 0x200; // 01000
    public const int ECHOKE = 0x800; // 04000
    public const int IEXTEN = 0x8000; // 0100000

    public const int VINTR = 0;
    public const int VQUIT = 1;
    public const int VERASE = 2;
    public const int VKILL = 3;
    public const int VEOF = 4;
    public const int VTIME = 5;
    public const int VMIN = 6;
    public const int VSTART = 8;
    public const int VSTOP = 9;
    public const int VSUSP = 10;
}

/// <summary>The kernel's <c>struct termios</c> of TCGETS and TCSETS, which is shorter than libc's.</summary>
public unsafe struct termios
{
    public uint c_iflag;
    public uint c_oflag;
    public uint c_cflag;
    public uint c_lflag;
    public byte c_line;
    public fixed byte c_cc[19];
}
