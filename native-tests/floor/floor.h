// SPDX-License-Identifier: Apache-2.0
// The C floor: what a container costs when nothing but the kernel is paid for. No JSON, no options,
// the default `runc spec` bundle baked in. It is the yardstick of `make bench` (docs/budgets.md).
#ifndef HUSK_FLOOR_H
#define HUSK_FLOOR_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STATE_ROOT "/run/husk-floor"
#define CGROUP_ROOT "/sys/fs/cgroup"
#define MAX_HIERARCHIES 16

// One cgroup hierarchy of the host and the container's directory in it.
struct hierarchy {
    char name[32];       // "memory", "systemd", "unified"; the directory under /sys/fs/cgroup
    char path[512];      // the container's directory, absolute on the host
    int unified;         // cgroup2: entered by CLONE_INTO_CGROUP
    int fd;              // v1: tasks, opened for writing; v2: the directory
};

struct container {
    const char *id;
    const char *rootfs;
    char **argv;
    int hold;            // create: wait on the fifo before exec
    int state;           // directory fd of STATE_ROOT/id
    int report[2];       // the child's one line of complaint, or its silence (closed by exec)
    int pid;
    int pidfd;
    int unified;         // index of the cgroup2 hierarchy, or -1
    int count;
    struct hierarchy cgroups[MAX_HIERARCHIES];
};

// failure.c: every failure ends the process with one line that says which call, on what, and why.
extern int failure_fd;
long must(long result, const char *call, const char *on);

// marks.c: time stamps in memory shared by parent and child; printed by `floor times`.
void marks_open(void);
void mark(const char *what, const char *on);
void marks_print(void);

// cgroups.c
extern int attach_by_procs; // `floor procs ...`: the usual way in, to show what it costs
void cgroups_find(struct container *c);
void cgroups_make(struct container *c);
void cgroups_open(struct container *c);
void cgroups_enter(const struct container *c);
void cgroups_remove(const struct container *c);

// devices.c
void devices_allow_v1(const char *cgroup);
void devices_allow_v2(int cgroup);
void devices_make(int dev);

// rootfs.c
void rootfs_mount(const struct container *c);
void rootfs_pivot(int root);
int rootfs_open(const char *rootfs);
void rootfs_fill(const struct container *c, int root);

// privileges.c
void privileges_drop(void);

// init.c
void init_clone(struct container *c);
int clone_into(struct container *c, unsigned long long namespaces);
_Noreturn void init_exec(char **argv);

// exec.c
int exec_run(struct container *c);

// state.c
void state_make(struct container *c);
void state_write(struct container *c);
void state_read(struct container *c);
void state_remove(struct container *c);

// wait.c
void wait_prepare(void);
int wait_exit(int pid, int pidfd);
void wait_gone(int pid);
void wait_report(struct container *c, int expected);

#endif
