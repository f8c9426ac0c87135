// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/openat2.h: openat2(2), since 5.6.
public static partial class Abi
{
    public const int RESOLVE_NO_XDEV = 0x1;
    public const int RESOLVE_NO_MAGICLINKS = 0x2;
    public const int RESOLVE_NO_SYMLINKS = 0x4;
    public const int RESOLVE_BENEATH = 0x8;
    public const int RESOLVE_IN_ROOT = 0x10;
    public const int RESOLVE_CACHED = 0x20;
}

/// <summary>How openat2(2) opens: O_* flags, mode (only with O_CREAT or O_TMPFILE), RESOLVE_* flags.</summary>
public struct open_how
{
    public ulong flags;
    public ulong mode;
    public ulong resolve;
}
