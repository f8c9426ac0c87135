// SPDX-License-Identifier: Apache-2.0
// The default devices: what the container may open, and the nodes in its /dev
// (runtime-spec, config-linux.md, "Default Devices"; the rules are those of runc and crun).
#include "floor.h"
#include <linux/bpf.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

static const char *const rules[] = {
    "c *:* m", "b *:* m", "c 1:3 rwm", "c 1:5 rwm", "c 1:7 rwm", "c 1:8 rwm", "c 1:9 rwm",
    "c 5:0 rwm", "c 5:1 rwm", "c 5:2 rwm", "c 136:* rwm",
};

void devices_allow_v1(const char *cgroup)
{
    char path[600];
    snprintf(path, sizeof path, "%s/devices.deny", cgroup);
    int fd = (int)must(open(path, O_WRONLY | O_CLOEXEC), "open", path);
    must(write(fd, "a", 1), "write", path);
    close(fd);
    snprintf(path, sizeof path, "%s/devices.allow", cgroup);
    fd = (int)must(open(path, O_WRONLY | O_CLOEXEC), "open", path);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        must(write(fd, rules[i], strlen(rules[i])), "write devices.allow", rules[i]);
    close(fd);
}

#define INSN(c, d, s, o, i) ((struct bpf_insn){ .code = (c), .dst_reg = (d), .src_reg = (s), .off = (o), .imm = (i) })
#define LOAD(d, field) INSN(BPF_LDX | BPF_MEM | BPF_W, d, BPF_REG_1, offsetof(struct bpf_cgroup_dev_ctx, field), 0)
#define SKIP_UNLESS(reg, value, n) INSN(BPF_JMP | BPF_JNE | BPF_K, reg, 0, n, value)
#define SKIP_IF(reg, value, n) INSN(BPF_JMP | BPF_JEQ | BPF_K, reg, 0, n, value)
#define RETURN(value) INSN(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, 0, 0, value), INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

// r2 type, r3 access, r4 major, r5 minor. mknod alone is free; else one of the listed character devices.
void devices_allow_v2(int cgroup)
{
    struct bpf_insn program[] = {
        LOAD(BPF_REG_2, access_type), LOAD(BPF_REG_4, major), LOAD(BPF_REG_5, minor),
        INSN(BPF_ALU64 | BPF_MOV | BPF_X, BPF_REG_3, BPF_REG_2, 0, 0),
        INSN(BPF_ALU64 | BPF_RSH | BPF_K, BPF_REG_3, 0, 0, 16),
        INSN(BPF_ALU64 | BPF_AND | BPF_K, BPF_REG_2, 0, 0, 0xffff),
        SKIP_UNLESS(BPF_REG_3, BPF_DEVCG_ACC_MKNOD, 2), RETURN(1),
        SKIP_UNLESS(BPF_REG_2, BPF_DEVCG_DEV_CHAR, 13),
        SKIP_IF(BPF_REG_4, 136, 10),
        SKIP_UNLESS(BPF_REG_4, 1, 5),
        SKIP_IF(BPF_REG_5, 3, 8), SKIP_IF(BPF_REG_5, 5, 7), SKIP_IF(BPF_REG_5, 7, 6), SKIP_IF(BPF_REG_5, 8, 5),
        SKIP_IF(BPF_REG_5, 9, 4),
        SKIP_UNLESS(BPF_REG_4, 5, 5),
        SKIP_IF(BPF_REG_5, 0, 2), SKIP_IF(BPF_REG_5, 1, 1), SKIP_UNLESS(BPF_REG_5, 2, 2),
        RETURN(1), RETURN(0),
    };
    union bpf_attr load = {
        .prog_type = BPF_PROG_TYPE_CGROUP_DEVICE,
        .insn_cnt = sizeof program / sizeof *program,
        .insns = (uintptr_t)program,
        .license = (uintptr_t)"Apache-2.0",
    };
    int fd = (int)must(syscall(SYS_bpf, BPF_PROG_LOAD, &load, sizeof load), "bpf", "BPF_PROG_LOAD");
    union bpf_attr attach = {
        .target_fd = (uint32_t)cgroup,
        .attach_bpf_fd = (uint32_t)fd,
        .attach_type = BPF_CGROUP_DEVICE,
        .attach_flags = BPF_F_ALLOW_MULTI,
    };
    must(syscall(SYS_bpf, BPF_PROG_ATTACH, &attach, sizeof attach), "bpf", "BPF_PROG_ATTACH");
    close(fd);
}

void devices_make(int dev)
{
    static const struct { const char *name; unsigned char major, minor; } nodes[] = {
        { "null", 1, 3 }, { "zero", 1, 5 }, { "full", 1, 7 }, { "random", 1, 8 }, { "urandom", 1, 9 }, { "tty", 5, 0 },
    };
    static const struct { const char *name, *target; } links[] = {
        { "fd", "/proc/self/fd" }, { "stdin", "/proc/self/fd/0" }, { "stdout", "/proc/self/fd/1" },
        { "stderr", "/proc/self/fd/2" }, { "ptmx", "pts/ptmx" },
    };
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
        dev_t device = makedev(nodes[i].major, nodes[i].minor);
        must(mknodat(dev, nodes[i].name, S_IFCHR | 0666, device), "mknodat", nodes[i].name);
    }
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        must(symlinkat(links[i].target, dev, links[i].name), "symlinkat", links[i].name);
    if (access("/proc/kcore", F_OK) == 0)
        must(symlinkat("/proc/kcore", dev, "core"), "symlinkat", "core");
}
