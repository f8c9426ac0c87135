// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/xattr.h: setxattr(2).
public static partial class Abi
{
    public const int XATTR_CREATE = 0x1;
    public const int XATTR_REPLACE = 0x2;

    public const int XATTR_NAME_MAX = 255;
    public const int XATTR_SIZE_MAX = 65536;
}
