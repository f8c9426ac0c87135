// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/eventfd.h: eventfd(2).
public static partial class Abi
{
    public const int EFD_SEMAPHORE = 0x1;

    public const int EFD_CLOEXEC = O_CLOEXEC;
    public const int EFD_NONBLOCK = O_NONBLOCK;
}
