// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Linux.Syscalls;

// linux/landlock.h: landlock(7).
public static partial class Abi
{
    public const int LANDLOCK_CREATE_RULESET_VERSION = 0x1;
    public const int LANDLOCK_ACCESS_FS_EXECUTE = 0x1;
    public const int LANDLOCK_ACCESS_FS_WRITE_FILE = 0x2;
    public const int LANDLOCK_ACCESS_FS_READ_FILE = 0x4;
    public const int LANDLOCK_ACCESS_FS_READ_DIR = 0x8;
    public const int LANDLOCK_ACCESS_FS_REMOVE_DIR = 0x10;
    public const int LANDLOCK_ACCESS_FS_REMOVE_FILE = 0x20;
    public const int LANDLOCK_ACCESS_FS_MAKE_CHAR = 0x40;
    public const int LANDLOCK_ACCESS_FS_MAKE_DIR = 0x80;
    public const int LANDLOCK_ACCESS_FS_MAKE_REG = 0x100;
    public const int LANDLOCK_ACCESS_FS_MAKE_SOCK = 0x200;
    public const int LANDLOCK_ACCESS_FS_MAKE_FIFO = 0x400;
    public const int LANDLOCK_ACCESS_FS_MAKE_BLOCK = 0x800;
    public const int LANDLOCK_ACCESS_FS_MAKE_SYM = 0x1000;
    public const int LANDLOCK_ACCESS_FS_REFER = 0x2000;

    public const int LANDLOCK_RULE_PATH_BENEATH = 1;
}

/// <summary>What a ruleset handles.</summary>
public struct landlock_ruleset_attr
{
    public ulong handled_access_fs;
}

/// <summary>One rule; packed, 12 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct landlock_path_beneath_attr
{
    public ulong allowed_access;
    public int parent_fd;
}
