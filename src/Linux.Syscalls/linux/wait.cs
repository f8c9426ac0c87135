// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/wait.h: waitid(2).
public static partial class Abi
{
    public const int WNOHANG = 0x1;
    public const int WUNTRACED = 0x2;
    public const int WSTOPPED = 0x2;
    public const int WEXITED = 0x4;
    public const int WCONTINUED = 0x8;
    public const int WNOWAIT = 0x1000000;
    public const int __WALL = 0x40000000;

    public const int P_ALL = 0;
    public const int P_PID = 1;
    public const int P_PGID = 2;
    public const int P_PIDFD = 3;
}
