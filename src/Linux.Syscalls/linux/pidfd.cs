// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/pidfd.h: pidfd_open(2), pidfd_send_signal(2).
public static partial class Abi
{
    public const int PIDFD_NONBLOCK = O_NONBLOCK;
    public const int PIDFD_THREAD = 0x80; // since 6.9
    public const int PIDFD_SIGNAL_THREAD = 0x1; // since 6.9
    public const int PIDFD_SIGNAL_THREAD_GROUP = 0x2; // since 6.9
    public const int PIDFD_SIGNAL_PROCESS_GROUP = 0x4; // since 6.9
}
