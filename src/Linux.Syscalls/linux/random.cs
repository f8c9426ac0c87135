// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/random.h: getrandom(2).
public static partial class Abi
{
    public const int GRND_NONBLOCK = 0x1;
    public const int GRND_RANDOM = 0x2;
}
