// SPDX-License-Identifier: Apache-2.0
// The verbs of a minimal runtime. `times` prints where the time went; `procs` enters the cgroups the usual way.
#include "floor.h"
#include <sys/wait.h>

static void begin(struct container *c)
{
    mark("start", "");
    state_make(c);
    mark("state made", "");
    cgroups_find(c);
    cgroups_make(c);
    cgroups_open(c);
    if (c->unified == 0)
        devices_allow_v2(c->cgroups[0].fd);
    mark("cgroups made", "");
    init_clone(c);
    state_write(c);
    mark("state written", "");
}

static int run(struct container *c)
{
    wait_prepare();
    begin(c);
    wait_report(c, 0);
    mark("exec done", "");
    int status = wait_exit(c->pid, c->pidfd);
    mark("exited", "");
    cgroups_remove(c);
    state_remove(c);
    mark("removed", "");
    return status;
}

static int create(struct container *c)
{
    c->hold = 1;
    begin(c);
    wait_report(c, 1);
    mark("created", "");
    return 0;
}

static int start(struct container *c)
{
    state_read(c);
    int fifo = (int)must(openat(c->state, "exec.fifo", O_WRONLY | O_NONBLOCK | O_CLOEXEC), "open", "exec.fifo");
    must(write(fifo, "", 1), "write", "exec.fifo");
    must(unlinkat(c->state, "exec.fifo", 0), "unlinkat", "exec.fifo");
    return 0;
}

static int delete(struct container *c)
{
    state_read(c);
    wait_gone(c->pid);
    cgroups_remove(c);
    state_remove(c);
    return 0;
}

static int lifecycle(struct container *c)
{
    int status;
    create(c);
    struct container again = { .id = c->id };
    start(&again);
    must(waitpid(c->pid, &status, 0), "waitpid", "init");
    struct container last = { .id = c->id };
    return delete(&last);
}

static const struct { const char *name; int rootfs; int command; int (*run)(struct container *); } verbs[] = {
    { "run", 1, 1, run }, { "create", 1, 1, create }, { "start", 0, 0, start }, { "delete", 0, 0, delete },
    { "lifecycle", 1, 1, lifecycle }, { "exec", 0, 1, exec_run },
};

int main(int argc, char **argv)
{
    for (; argc > 1; argc--, argv++) {
        if (strcmp(argv[1], "times") == 0)
            marks_open();
        else if (strcmp(argv[1], "procs") == 0)
            attach_by_procs = 1;
        else
            break;
    }
    for (size_t i = 0; argc > 2 && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(argv[1], verbs[i].name) != 0 || argc < 3 + verbs[i].rootfs + verbs[i].command)
            continue;
        struct container c = { .id = argv[2], .rootfs = argv[3], .argv = argv + 3 + verbs[i].rootfs };
        int status = verbs[i].run(&c);
        marks_print();
        return status;
    }
    dprintf(2, "usage: floor [times] [procs] run|create|lifecycle ID ROOTFS COMMAND...\n"
               "                             exec ID COMMAND... | start|delete ID\n");
    return 2;
}
