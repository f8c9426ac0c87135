// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/seccomp.h: seccomp(2), seccomp_unotify(2).
public static partial class Abi
{
    public const int SECCOMP_MODE_DISABLED = 0;
    public const int SECCOMP_MODE_STRICT = 1;
    public const int SECCOMP_MODE_FILTER = 2;
    public const int SECCOMP_SET_MODE_STRICT = 0;
    public const int SECCOMP_SET_MODE_FILTER = 1;
    public const int SECCOMP_GET_ACTION_AVAIL = 2;
    public const int SECCOMP_GET_NOTIF_SIZES = 3;

    public const int SECCOMP_FILTER_FLAG_TSYNC = 0x1;
    public const int SECCOMP_FILTER_FLAG_LOG = 0x2;
    public const int SECCOMP_FILTER_FLAG_SPEC_ALLOW = 0x4;
    public const int SECCOMP_FILTER_FLAG_NEW_LISTENER = 0x8;
    public const int SECCOMP_FILTER_FLAG_TSYNC_ESRCH = 0x10;
    public const int SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV = 0x20;

    public const uint SECCOMP_RET_KILL_PROCESS = 0x80000000;
    public const int SECCOMP_RET_KILL_THREAD = 0x0;
    public const int SECCOMP_RET_TRAP = 0x30000;
    public const int SECCOMP_RET_ERRNO = 0x50000;
    public const int SECCOMP_RET_USER_NOTIF = 0x7FC00000;
    public const int SECCOMP_RET_TRACE = 0x7FF00000;
    public const int SECCOMP_RET_LOG = 0x7FFC0000;
    public const int SECCOMP_RET_ALLOW = 0x7FFF0000;
    public const uint SECCOMP_RET_ACTION_FULL = 0xFFFF0000;
    public const int SECCOMP_RET_DATA = 0xFFFF;

    public const int SECCOMP_USER_NOTIF_FLAG_CONTINUE = 0x1;
    public const int SECCOMP_ADDFD_FLAG_SETFD = 0x1;
    public const int SECCOMP_ADDFD_FLAG_SEND = 0x2;
    public const uint SECCOMP_IOCTL_NOTIF_RECV = 0xC0502100;
    public const uint SECCOMP_IOCTL_NOTIF_SEND = 0xC0182101;
    public const int SECCOMP_IOCTL_NOTIF_ID_VALID = 0x40082102;
    public const int SECCOMP_IOCTL_NOTIF_ADDFD = 0x40182103;
}

/// <summary>What a filter sees of a call.</summary>
public unsafe struct seccomp_data
{
    public int nr;
    public uint arch;
    public ulong instruction_pointer;
    public fixed ulong args[6];
}

/// <summary>The sizes this kernel uses, from SECCOMP_GET_NOTIF_SIZES.</summary>
public struct seccomp_notif_sizes
{
    public ushort seccomp_notif;
    public ushort seccomp_notif_resp;
    public ushort seccomp_data;
}

/// <summary>A call that waits for the listener's answer.</summary>
public struct seccomp_notif
{
    public ulong id;
    public uint pid;
    public uint flags;
    public seccomp_data data;
}

/// <summary>The listener's answer.</summary>
public struct seccomp_notif_resp
{
    public ulong id;
    public long val;
    public int error;
    public uint flags;
}
