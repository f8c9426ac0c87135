// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/if.h: netdevice(7).
public static partial class Abi
{
    public const int IFNAMSIZ = 16;

    public const int IFF_UP = 0x1;
    public const int IFF_BROADCAST = 0x2;
    public const int IFF_LOOPBACK = 0x8;
    public const int IFF_RUNNING = 0x40;
    public const int IFF_MULTICAST = 0x1000;
    public const int IFF_LOWER_UP = 0x10000;
}
