// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Linux.Syscalls;

// linux/stat.h: inode(7), statx(2).
public static partial class Abi
{
    public const int S_IFMT = 0xF000; // 0170000
    public const int S_IFSOCK = 0xC000; // 0140000
    public const int S_IFLNK = 0xA000; // 0120000
    public const int S_IFREG = 0x8000; // 0100000
    public const int S_IFBLK = 0x6000; // 060000
    public const int S_IFDIR = 0x4000; // 040000
    public const int S_IFCHR = 0x2000; // 020000
    public const int S_IFIFO = 0x1000; // 010000
    public const int S_ISUID = 0x800; // 04000
    public const int S_ISGID = 0x400; // 02000
    public const int S_ISVTX = 0x200; // 01000
    public const int S_IRWXU = 0x1C0; // 0700
    public const int S_IRUSR = 0x100; // 0400
    public const int S_IWUSR = 0x80; // 0200
    public const int S_IXUSR = 0x40; // 0100
    public const int S_IRWXG = 0x38; // 070
    public const int S_IRGRP = 0x20; // 040
    public const int S_IWGRP = 0x10; // 020
    public const int S_IXGRP = 0x8; // 010
    public const int S_IRWXO = 0x7;
    public const int S_IROTH = 0x4;
    public const int S_IWOTH = 0x2;
    public const int S_IXOTH = 0x1;

    public const int STATX_TYPE = 0x1;
    public const int STATX_MODE = 0x2;
    public const int STATX_NLINK = 0x4;
    public const int STATX_UID = 0x8;
    public const int STATX_GID = 0x10;
    public const int STATX_ATIME = 0x20;
    public const int STATX_MTIME = 0x40;
    public const int STATX_CTIME = 0x80;
    public const int STATX_INO = 0x100;
    public const int STATX_SIZE = 0x200;
    public const int STATX_BLOCKS = 0x400;
    public const int STATX_BASIC_STATS = 0x7FF;
    public const int STATX_BTIME = 0x800;
    public const int STATX_MNT_ID = 0x1000;
    public const int STATX_DIOALIGN = 0x2000;
    public const int STATX_MNT_ID_UNIQUE = 0x4000; // since 6.8

    public const int STATX_ATTR_IMMUTABLE = 0x10;
    public const int STATX_ATTR_APPEND = 0x20;
    public const int STATX_ATTR_AUTOMOUNT = 0x1000;
    public const int STATX_ATTR_MOUNT_ROOT = 0x2000;
    public const int STATX_ATTR_VERITY = 0x100000;
    public const int STATX_ATTR_DAX = 0x200000;
}

/// <summary>Seconds and nanoseconds since the epoch.</summary>
public struct statx_timestamp
{
    public long tv_sec;
    public uint tv_nsec;
    public int __reserved;
}

/// <summary>What statx(2) writes: the same 256 bytes on every architecture.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
public struct statx
{
    public uint stx_mask;
    public uint stx_blksize;
    public ulong stx_attributes;
    public uint stx_nlink;
    public uint stx_uid;
    public uint stx_gid;
    public ushort stx_mode;
    public ushort __spare0;
    public ulong stx_ino;
    public ulong stx_size;
    public ulong stx_blocks;
    public ulong stx_attributes_mask;
    public statx_timestamp stx_atime;
    public statx_timestamp stx_btime;
    public statx_timestamp stx_ctime;
    public statx_timestamp stx_mtime;
    public uint stx_rdev_major;
    public uint stx_rdev_minor;
    public uint stx_dev_major;
    public uint stx_dev_minor;
    public ulong stx_mnt_id;
    public uint stx_dio_mem_align;
    public uint stx_dio_offset_align;
}
