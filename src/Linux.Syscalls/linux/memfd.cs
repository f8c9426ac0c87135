// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/memfd.h: memfd_create(2).
public static partial class Abi
{
    public const int MFD_CLOEXEC = 0x1;
    public const int MFD_ALLOW_SEALING = 0x2;
    public const int MFD_NOEXEC_SEAL = 0x8; // since 6.3
    public const int MFD_EXEC = 0x10; // since 6.3
}
