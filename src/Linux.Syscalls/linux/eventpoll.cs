// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Linux.Syscalls;

// linux/eventpoll.h: epoll_ctl(2).
public static partial class Abi
{
    public const int EPOLL_CLOEXEC = O_CLOEXEC;

    public const int EPOLL_CTL_ADD = 1;
    public const int EPOLL_CTL_DEL = 2;
    public const int EPOLL_CTL_MOD = 3;

    public const int EPOLLIN = 0x1;
    public const int EPOLLPRI = 0x2;
    public const int EPOLLOUT = 0x4;
    public const int EPOLLERR = 0x8;
    public const int EPOLLHUP = 0x10;
    public const int EPOLLRDHUP = 0x2000;
    public const int EPOLLEXCLUSIVE = 0x10000000;
    public const int EPOLLWAKEUP = 0x20000000;
    public const int EPOLLONESHOT = 0x40000000;
    public const uint EPOLLET = 0x80000000;
}

/// <summary>One event on x86_64, where the kernel packs it: 12 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct epoll_event_x86_64
{
    public uint events;
    public ulong data;
}

/// <summary>One event on aarch64: 16 bytes.</summary>
public struct epoll_event_aarch64
{
    public uint events;
    public ulong data;
}
