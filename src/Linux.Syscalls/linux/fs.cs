// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/fs.h: lseek(2), renameat2(2), ioctl_iflags(2), ioctl_ficlonerange(2).
public static partial class Abi
{
    public const int SEEK_SET = 0;
    public const int SEEK_CUR = 1;
    public const int SEEK_END = 2;
    public const int SEEK_DATA = 3;
    public const int SEEK_HOLE = 4;

    public const int RENAME_NOREPLACE = 0x1;
    public const int RENAME_EXCHANGE = 0x2;
    public const int RENAME_WHITEOUT = 0x4;

    public const int FS_IMMUTABLE_FL = 0x10;
    public const int FS_APPEND_FL = 0x20;
    public const int FS_TOPDIR_FL = 0x20000;
    public const int FS_PROJINHERIT_FL = 0x20000000;
    public const int FS_XFLAG_PROJINHERIT = 0x200;
    public const uint FS_IOC_GETFLAGS = 0x80086601;
    public const int FS_IOC_SETFLAGS = 0x40086602;
    public const uint FS_IOC_FSGETXATTR = 0x801C581F;
    public const int FS_IOC_FSSETXATTR = 0x401C5820;
    public const int FICLONE = 0x40049409;
    public const int FICLONERANGE = 0x4020940D;
    public const uint BLKGETSIZE64 = 0x80081272;
}

/// <summary>Extended inode attributes (FS_IOC_FSGETXATTR): where a project quota id is read and set.</summary>
public unsafe struct fsxattr
{
    public uint fsx_xflags;
    public uint fsx_extsize;
    public uint fsx_nextents;
    public uint fsx_projid;
    public uint fsx_cowextsize;
    public fixed byte fsx_pad[8];
}
