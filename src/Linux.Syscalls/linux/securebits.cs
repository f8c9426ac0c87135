// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/securebits.h: capabilities(7), "The securebits flags".
public static partial class Abi
{
    public const int SECBIT_NOROOT = 0x1;
    public const int SECBIT_NOROOT_LOCKED = 0x2;
    public const int SECBIT_NO_SETUID_FIXUP = 0x4;
    public const int SECBIT_NO_SETUID_FIXUP_LOCKED = 0x8;
    public const int SECBIT_KEEP_CAPS = 0x10;
    public const int SECBIT_KEEP_CAPS_LOCKED = 0x20;
    public const int SECBIT_NO_CAP_AMBIENT_RAISE = 0x40;
    public const int SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED = 0x80;
}
