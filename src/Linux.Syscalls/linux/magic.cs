// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/magic.h: statfs(2): the values of <c>f_type</c>.
public static partial class Abi
{
    public const int EXT4_SUPER_MAGIC = 0xEF53;
    public const uint BTRFS_SUPER_MAGIC = 0x9123683E;
    public const int XFS_SUPER_MAGIC = 0x58465342;
    public const uint F2FS_SUPER_MAGIC = 0xF2F52010;
    public const int TMPFS_MAGIC = 0x1021994;
    public const uint RAMFS_MAGIC = 0x858458F6;
    public const int OVERLAYFS_SUPER_MAGIC = 0x794C7630;
    public const int PROC_SUPER_MAGIC = 0x9FA0;
    public const int SYSFS_MAGIC = 0x62656572;
    public const int CGROUP_SUPER_MAGIC = 0x27E0EB;
    public const int CGROUP2_SUPER_MAGIC = 0x63677270;
    public const int DEVPTS_SUPER_MAGIC = 0x1CD1;
    public const int NSFS_MAGIC = 0x6E736673;
    public const int SQUASHFS_MAGIC = 0x73717368;
    public const uint EROFS_SUPER_MAGIC_V1 = 0xE0F5E1E2;
    public const int NFS_SUPER_MAGIC = 0x6969;
    public const int FUSE_SUPER_MAGIC = 0x65735546;
    public const int SECURITYFS_MAGIC = 0x73636673;
    public const uint BPF_FS_MAGIC = 0xCAFE4A11;
    public const int DEBUGFS_MAGIC = 0x64626720;
    public const int TRACEFS_MAGIC = 0x74726163;
    public const uint HUGETLBFS_MAGIC = 0x958458F6;
    public const uint SELINUX_MAGIC = 0xF97CFF8C;
    public const int RDTGROUP_SUPER_MAGIC = 0x7655821;
    public const int PIPEFS_MAGIC = 0x50495045;
    public const int SOCKFS_MAGIC = 0x534F434B;
}
