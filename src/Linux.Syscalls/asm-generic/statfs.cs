// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// asm-generic/statfs.h: statfs(2).
/// <summary>A file system: its type (linux/magic.h), sizes in blocks of <c>f_bsize</c> bytes.</summary>
public unsafe struct statfs
{
    public long f_type;
    public long f_bsize;
    public long f_blocks;
    public long f_bfree;
    public long f_bavail;
    public long f_files;
    public long f_ffree;
    public fixed int f_fsid[2];
    public long f_namelen;
    public long f_frsize;
    public long f_flags;
    public fixed long f_spare[4];
}
