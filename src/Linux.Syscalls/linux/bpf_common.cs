// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/bpf_common.h: Instruction classes, sizes and operations shared by classic and extended BPF.
public static partial class Abi
{
    public const int BPF_LD = 0x0;
    public const int BPF_LDX = 0x1;
    public const int BPF_ST = 0x2;
    public const int BPF_STX = 0x3;
    public const int BPF_ALU = 0x4;
    public const int BPF_JMP = 0x5;
    public const int BPF_RET = 0x6;
    public const int BPF_MISC = 0x7;
    public const int BPF_W = 0x0;
    public const int BPF_H = 0x8;
    public const int BPF_B = 0x10;
    public const int BPF_IMM = 0x0;
    public const int BPF_ABS = 0x20;
    public const int BPF_IND = 0x40;
    public const int BPF_MEM = 0x60;
    public const int BPF_LEN = 0x80;
    public const int BPF_MSH = 0xA0;
    public const int BPF_ADD = 0x0;
    public const int BPF_SUB = 0x10;
    public const int BPF_MUL = 0x20;
    public const int BPF_DIV = 0x30;
    public const int BPF_OR = 0x40;
    public const int BPF_AND = 0x50;
    public const int BPF_LSH = 0x60;
    public const int BPF_RSH = 0x70;
    public const int BPF_NEG = 0x80;
    public const int BPF_MOD = 0x90;
    public const int BPF_XOR = 0xA0;
    public const int BPF_JA = 0x0;
    public const int BPF_JEQ = 0x10;
    public const int BPF_JGT = 0x20;
    public const int BPF_JGE = 0x30;
    public const int BPF_JSET = 0x40;
    public const int BPF_K = 0x0;
    public const int BPF_X = 0x8;

    public const int BPF_MAXINSNS = 4096;
}
