// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/netfilter.h: the places where a packet is looked at, and what may be done with it there.
public static partial class Abi
{
    public const int NF_DROP = 0;
    public const int NF_INET_FORWARD = 2;
    public const int NFPROTO_INET = 1;
}
