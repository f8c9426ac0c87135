// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/nsfs.h: ioctl_ns(2).
public static partial class Abi
{
    public const int NS_GET_USERNS = 0xB701;
    public const int NS_GET_PARENT = 0xB702;
    public const int NS_GET_NSTYPE = 0xB703;
    public const int NS_GET_OWNER_UID = 0xB704;
}
