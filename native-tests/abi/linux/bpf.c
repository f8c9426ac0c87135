// SPDX-License-Identifier: Apache-2.0
#include <linux/bpf.h>

#include "abi.h"

// offsetof cannot be asked for the two 4-bit fields that share one byte: look where they land.
static void bpf_insn_rows(void)
{
    union {
        struct bpf_insn insn;
        unsigned char bytes[sizeof(struct bpf_insn)];
    } probe = {.insn = {.dst_reg = 0x1, .src_reg = 0x2}};
    size_t regs = 0;
    while (regs < sizeof(probe) && probe.bytes[regs] != 0x21)
        regs++;

    STRUCT(bpf_insn, struct bpf_insn);
    FIELD(code);
    abi_field("regs", regs, 1);
    FIELD(off);
    FIELD(imm);
    END;
}

ROWS
{
    CONSTANT(BPF_PROG_LOAD);
    CONSTANT(BPF_OBJ_PIN);
    CONSTANT(BPF_OBJ_GET);
    CONSTANT(BPF_PROG_ATTACH);
    CONSTANT(BPF_PROG_DETACH);
    CONSTANT(BPF_PROG_GET_FD_BY_ID);
    CONSTANT(BPF_PROG_QUERY);

    CONSTANT(BPF_PROG_TYPE_CGROUP_DEVICE);
    CONSTANT(BPF_CGROUP_DEVICE);

    CONSTANT(BPF_F_ALLOW_OVERRIDE);
    CONSTANT(BPF_F_ALLOW_MULTI);
    CONSTANT(BPF_F_REPLACE);

    CONSTANT(BPF_DEVCG_ACC_MKNOD);
    CONSTANT(BPF_DEVCG_ACC_READ);
    CONSTANT(BPF_DEVCG_ACC_WRITE);
    CONSTANT(BPF_DEVCG_DEV_BLOCK);
    CONSTANT(BPF_DEVCG_DEV_CHAR);

    CONSTANT(BPF_JMP32);
    CONSTANT(BPF_ALU64);
    CONSTANT(BPF_DW);
    CONSTANT(BPF_MOV);
    CONSTANT(BPF_JNE);
    CONSTANT(BPF_JLT);
    CONSTANT(BPF_JLE);
    CONSTANT(BPF_EXIT);
    CONSTANT(BPF_CALL);

    CONSTANT(BPF_REG_0);
    CONSTANT(BPF_REG_1);
    CONSTANT(BPF_REG_2);
    CONSTANT(BPF_REG_3);
    CONSTANT(BPF_REG_4);
    CONSTANT(BPF_REG_5);
    CONSTANT(BPF_REG_6);
    CONSTANT(BPF_REG_7);
    CONSTANT(BPF_REG_8);
    CONSTANT(BPF_REG_9);
    CONSTANT(BPF_REG_10);

    bpf_insn_rows();

    STRUCT(bpf_cgroup_dev_ctx, struct bpf_cgroup_dev_ctx);
    FIELD(access_type);
    FIELD(major);
    FIELD(minor);
    END;

    HEAD(bpf_attr_prog_load, union bpf_attr, prog_name);
    FIELD(prog_type);
    FIELD(insn_cnt);
    FIELD(insns);
    FIELD(license);
    FIELD(log_level);
    FIELD(log_size);
    FIELD(log_buf);
    FIELD(kern_version);
    FIELD(prog_flags);
    FIELD(prog_name);
    END;

    HEAD(bpf_attr_prog_attach, union bpf_attr, replace_bpf_fd);
    FIELD(target_fd);
    FIELD(attach_bpf_fd);
    FIELD(attach_type);
    FIELD(attach_flags);
    FIELD(replace_bpf_fd);
    END;

    HEAD(bpf_attr_get_id, union bpf_attr, open_flags);
    FIELD(prog_id);
    FIELD(next_id);
    FIELD(open_flags);
    END;

    HEAD(bpf_attr_query, __typeof__(((union bpf_attr *)0)->query), prog_attach_flags);
    FIELD(target_fd);
    FIELD(attach_type);
    FIELD(query_flags);
    FIELD(attach_flags);
    FIELD(prog_ids);
    FIELD(prog_cnt);
    FIELD(prog_attach_flags);
    END;
}
