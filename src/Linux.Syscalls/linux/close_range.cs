// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/close_range.h: close_range(2).
public static partial class Abi
{
    public const int CLOSE_RANGE_UNSHARE = 0x2;
    public const int CLOSE_RANGE_CLOEXEC = 0x4;
}
