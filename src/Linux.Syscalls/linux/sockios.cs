// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/sockios.h: netdevice(7).
public static partial class Abi
{
    public const int SIOCSIFFLAGS = 0x8914;
}
