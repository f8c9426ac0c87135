// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/timerfd.h: timerfd_create(2).
public static partial class Abi
{
    public const int TFD_CLOEXEC = O_CLOEXEC;
    public const int TFD_NONBLOCK = O_NONBLOCK;

    public const int TFD_TIMER_ABSTIME = 0x1;
}
