// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/inotify.h: inotify(7).
public static partial class Abi
{
    public const int IN_CLOEXEC = O_CLOEXEC;
    public const int IN_NONBLOCK = O_NONBLOCK;

    public const int IN_MODIFY = 0x2;
    public const int IN_CLOSE_WRITE = 0x8;
    public const int IN_MOVED_FROM = 0x40;
    public const int IN_MOVED_TO = 0x80;
    public const int IN_CREATE = 0x100;
    public const int IN_DELETE = 0x200;
    public const int IN_DELETE_SELF = 0x400;
    public const int IN_IGNORED = 0x8000;
    public const int IN_ONLYDIR = 0x1000000;
    public const uint IN_ONESHOT = 0x80000000;
}

/// <summary>The head of one event; <c>len</c> bytes of NUL-padded name follow.</summary>
public struct inotify_event
{
    public int wd;
    public uint mask;
    public uint cookie;
    public uint len;
}
