// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/veth.h: the attributes of a veth pair, veth(4).
public static partial class Abi
{
    public const int VETH_INFO_PEER = 1;
}
