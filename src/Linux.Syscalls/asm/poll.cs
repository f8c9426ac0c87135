// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// asm/poll.h: ppoll(2).
public static partial class Abi
{
    public const int POLLIN = 0x1;
    public const int POLLPRI = 0x2;
    public const int POLLOUT = 0x4;
    public const int POLLERR = 0x8;
    public const int POLLHUP = 0x10;
    public const int POLLNVAL = 0x20;
    public const int POLLRDHUP = 0x2000;
}

/// <summary>One descriptor to wait for, and what came.</summary>
public struct pollfd
{
    public int fd;
    public short events;
    public short revents;
}
