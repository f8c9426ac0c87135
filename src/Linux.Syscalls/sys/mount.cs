// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// sys/mount.h: umount2(2). The kernel keeps these out of its exported headers.
public static partial class Abi
{
    public const int MNT_FORCE = 0x1;
    public const int MNT_DETACH = 0x2;
    public const int MNT_EXPIRE = 0x4;
    public const int UMOUNT_NOFOLLOW = 0x8;
}
