// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/personality.h: personality(2).
public static partial class Abi
{
    public const int PER_LINUX = 0x0;
    public const int PER_LINUX32 = 0x8;
    public const int PER_MASK = 0xFF;
}
