// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/bpf.h: bpf(2): what cgroup device programs need.
public static partial class Abi
{
    public const int BPF_PROG_LOAD = 5;
    public const int BPF_OBJ_PIN = 6;
    public const int BPF_OBJ_GET = 7;
    public const int BPF_PROG_ATTACH = 8;
    public const int BPF_PROG_DETACH = 9;
    public const int BPF_PROG_GET_FD_BY_ID = 13;
    public const int BPF_PROG_QUERY = 16;

    public const int BPF_PROG_TYPE_CGROUP_DEVICE = 15;
    public const int BPF_CGROUP_DEVICE = 6;

    public const int BPF_F_ALLOW_OVERRIDE = 0x1;
    public const int BPF_F_ALLOW_MULTI = 0x2;
    public const int BPF_F_REPLACE = 0x4;

    public const int BPF_DEVCG_ACC_MKNOD = 0x1;
    public const int BPF_DEVCG_ACC_READ = 0x2;
    public const int BPF_DEVCG_ACC_WRITE = 0x4;
    public const int BPF_DEVCG_DEV_BLOCK = 0x1;
    public const int BPF_DEVCG_DEV_CHAR = 0x2;

    public const int BPF_JMP32 = 0x6;
    public const int BPF_ALU64 = 0x7;
    public const int BPF_DW = 0x18;
    public const int BPF_MOV = 0xB0;
    public const int BPF_JNE = 0x50;
    public const int BPF_JLT = 0xA0;
    public const int BPF_JLE = 0xB0;
    public const int BPF_EXIT = 0x90;
    public const int BPF_CALL = 0x80;

    public const int BPF_REG_0 = 0;
    public const int BPF_REG_1 = 1;
    public const int BPF_REG_2 = 2;
    public const int BPF_REG_3 = 3;
    public const int BPF_REG_4 = 4;
    public const int BPF_REG_5 = 5;
    public const int BPF_REG_6 = 6;
    public const int BPF_REG_7 = 7;
    public const int BPF_REG_8 = 8;
    public const int BPF_REG_9 = 9;
    public const int BPF_REG_10 = 10;
}

/// <summary>One extended BPF instruction.</summary>
public struct bpf_insn
{
    public byte code;
    /// <summary>The header's two 4-bit fields: dst_reg in the low half, src_reg in the high half.</summary>
    public byte regs;
    public short off;
    public int imm;
}

/// <summary>
/// What a cgroup device program gets. <c>access_type</c> is (BPF_DEVCG_ACC_* &lt;&lt; 16) | BPF_DEVCG_DEV_*.
/// </summary>
public struct bpf_cgroup_dev_ctx
{
    public uint access_type;
    public uint major;
    public uint minor;
}

/// <summary>
/// The head of <c>union bpf_attr</c> that BPF_PROG_LOAD reads; the kernel takes what is missing as zero.
/// </summary>
public unsafe struct bpf_attr_prog_load
{
    public uint prog_type;
    public uint insn_cnt;
    public ulong insns;
    public ulong license;
    public uint log_level;
    public uint log_size;
    public ulong log_buf;
    public uint kern_version;
    public uint prog_flags;
    public fixed byte prog_name[16];
}

/// <summary>The head of <c>union bpf_attr</c> that BPF_PROG_ATTACH and BPF_PROG_DETACH read.</summary>
public struct bpf_attr_prog_attach
{
    public uint target_fd;
    public uint attach_bpf_fd;
    public uint attach_type;
    public uint attach_flags;
    public uint replace_bpf_fd;
}

/// <summary>The head of <c>union bpf_attr</c> that BPF_PROG_GET_FD_BY_ID reads.</summary>
public struct bpf_attr_get_id
{
    public uint prog_id;
    public uint next_id;
    public uint open_flags;
}

/// <summary>
/// The <c>query</c> member of <c>union bpf_attr</c>: BPF_PROG_QUERY. <c>prog_cnt</c> goes in as the room at
/// <c>prog_ids</c>.
/// </summary>
public struct bpf_attr_query
{
    public uint target_fd;
    public uint attach_type;
    public uint query_flags;
    public uint attach_flags;
    public ulong prog_ids;
    public uint prog_cnt;
    public ulong prog_attach_flags;
}
