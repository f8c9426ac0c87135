// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// asm/ioctls.h: ioctl_tty(2), ioctl(2).
public static partial class Abi
{
    public const int TCGETS = 0x5401;
    public const int TCSETS = 0x5402;
    public const int TCSETSW = 0x5403;
    public const int TCSETSF = 0x5404;
    public const int TIOCSCTTY = 0x540E;
    public const int TIOCNOTTY = 0x5422;
    public const int TIOCGPGRP = 0x540F;
    public const int TIOCSPGRP = 0x5410;
    public const int TIOCGWINSZ = 0x5413;
    public const int TIOCSWINSZ = 0x5414;
    public const uint TIOCGPTN = 0x80045430;
    public const int TIOCSPTLCK = 0x40045431;
    public const int TIOCGPTPEER = 0x5441;
    public const int TIOCPKT = 0x5420;
    public const int TIOCGSID = 0x5429;
    public const int TCFLSH = 0x540B;
    public const int FIONREAD = 0x541B;
    public const int FIONBIO = 0x5421;
    public const int FIOCLEX = 0x5451;
}
