// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/audit.h: The values of <c>seccomp_data.arch</c>.
public static partial class Abi
{
    public const int AUDIT_ARCH_I386 = 0x40000003;
    public const uint AUDIT_ARCH_X86_64 = 0xC000003E;
    public const int AUDIT_ARCH_ARM = 0x40000028;
    public const uint AUDIT_ARCH_AARCH64 = 0xC00000B7;
    public const int AUDIT_ARCH_MIPS = 0x8;
    public const int AUDIT_ARCH_MIPSEL = 0x40000008;
    public const uint AUDIT_ARCH_MIPS64 = 0x80000008;
    public const uint AUDIT_ARCH_MIPS64N32 = 0xA0000008;
    public const uint AUDIT_ARCH_MIPSEL64 = 0xC0000008;
    public const uint AUDIT_ARCH_MIPSEL64N32 = 0xE0000008;
    public const int AUDIT_ARCH_PPC = 0x14;
    public const uint AUDIT_ARCH_PPC64 = 0x80000015;
    public const uint AUDIT_ARCH_PPC64LE = 0xC0000015;
    public const int AUDIT_ARCH_S390 = 0x16;
    public const uint AUDIT_ARCH_S390X = 0x80000016;
    public const int AUDIT_ARCH_PARISC = 0xF;
    public const uint AUDIT_ARCH_PARISC64 = 0x8000000F;
    public const uint AUDIT_ARCH_RISCV64 = 0xC00000F3;
    public const uint AUDIT_ARCH_LOONGARCH64 = 0xC0000102;
}
