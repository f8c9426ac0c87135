// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>What the kernel knows of a file, by statx(2).</summary>
public readonly record struct FileStatus
{
    internal FileStatus(in statx raw)
    {
        Type = (FileType)((raw.stx_mode & S_IFMT) >> 12);
        Mode = (uint)(raw.stx_mode & ~S_IFMT);
        Uid = raw.stx_uid;
        Gid = raw.stx_gid;
        Size = (long)raw.stx_size;
        Inode = raw.stx_ino;
        Links = raw.stx_nlink;
        Device = (raw.stx_dev_major, raw.stx_dev_minor);
        SpecialDevice = (raw.stx_rdev_major, raw.stx_rdev_minor);
        Modified = (raw.stx_mtime.tv_sec, raw.stx_mtime.tv_nsec);
        MountId = raw.stx_mnt_id;
        IsMountRoot = (raw.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
    }

    public FileType Type { get; }

    /// <summary>The permission bits with set-user-ID, set-group-ID and sticky: 0 to 07777.</summary>
    public uint Mode { get; }

    public uint Uid { get; }

    public uint Gid { get; }

    /// <summary>Bytes; of a symlink, the length of what it says.</summary>
    public long Size { get; }

    public ulong Inode { get; }

    public uint Links { get; }

    /// <summary>The device that holds the file.</summary>
    public (uint Major, uint Minor) Device { get; }

    /// <summary>The device that the file stands for, when its type is a device.</summary>
    public (uint Major, uint Minor) SpecialDevice { get; }

    /// <summary>Last change of the content: seconds and nanoseconds since the epoch.</summary>
    public (long Seconds, uint Nanoseconds) Modified { get; }

    /// <summary>The same as a time, to the ten-millionth of a second.</summary>
    public DateTimeOffset ModifiedAt =>
        DateTimeOffset.FromUnixTimeSeconds(Modified.Seconds).AddTicks(Modified.Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>The mount the file was reached through, as in /proc/self/mountinfo (since Linux 5.8).</summary>
    public ulong MountId { get; }

    /// <summary>Whether the file is the top of its mount (since Linux 5.8).</summary>
    public bool IsMountRoot { get; }
}
