// SPDX-License-Identifier: Apache-2.0
// One directory in every hierarchy of the host, below the caller's own (as runc does).
#include "floor.h"
#include <sys/stat.h>

int attach_by_procs;

// /proc/PID/cgroup, cgroups(7): "N:controllers:path", with no controllers for cgroup2, whose line is the last.
void cgroups_find(struct container *c)
{
    char text[4096];
    int fd = (int)must(open("/proc/self/cgroup", O_RDONLY | O_CLOEXEC), "open", "/proc/self/cgroup");
    ssize_t length = must(read(fd, text, sizeof text - 1), "read", "/proc/self/cgroup");
    close(fd);
    text[length] = 0;

    c->unified = -1;
    for (char *line = strtok(text, "\n"); line && c->count < MAX_HIERARCHIES; line = strtok(NULL, "\n")) {
        struct hierarchy *h = &c->cgroups[c->count];
        char *controllers = strchr(line, ':') + 1;
        char *own = strchr(controllers, ':');
        *own++ = 0;
        if (strncmp(controllers, "name=", 5) == 0)
            controllers += 5;
        h->unified = !*controllers;
        if (h->unified)
            c->unified = c->count;
        snprintf(h->name, sizeof h->name, "%s", h->unified ? "unified" : controllers);
        int alone = h->unified && c->count == 0;
        const char *mount = alone ? "" : h->unified ? "/unified" : controllers;
        snprintf(h->path, sizeof h->path, CGROUP_ROOT "%s%s%s%s%s", *mount == '/' || alone ? "" : "/", mount,
                 own, own[1] ? "/" : "", c->id);
        c->count++;
    }
}

static int open_in(const struct hierarchy *h, const char *file, int flags)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s", h->path, file);
    return (int)must(open(path, flags | O_CLOEXEC), "open", path);
}

// cpuset(7): a new directory has no CPU and no node, and takes no task before it has both.
static void copy_cpuset(const struct hierarchy *h, const char *file, const char *parent)
{
    char text[256];
    int fd = open_in(h, parent, O_RDONLY);
    ssize_t length = must(read(fd, text, sizeof text), "read", parent);
    close(fd);
    fd = open_in(h, file, O_WRONLY);
    must(write(fd, text, (size_t)length), "write", file);
    close(fd);
}

void cgroups_make(struct container *c)
{
    for (int i = 0; i < c->count; i++) {
        struct hierarchy *h = &c->cgroups[i];
        must(mkdir(h->path, 0755), "mkdir", h->path);
        if (strcmp(h->name, "cpuset") == 0) {
            copy_cpuset(h, "cpuset.cpus", "../cpuset.cpus");
            copy_cpuset(h, "cpuset.mems", "../cpuset.mems");
        } else if (strcmp(h->name, "devices") == 0) {
            devices_allow_v1(h->path);
        }
        mark("mkdir", h->name);
    }
}

// v1: a process that writes 0 to `tasks` moves one thread, itself, and the kernel then leaves cgroup_threadgroup_rwsem
// alone (kernel/cgroup/cgroup.c, cgroup_procs_write_start). Any write to cgroup.procs takes it for writing, which after
// a pause of some milliseconds is an RCU grace period. A process of one thread ends up in the same place by both.
void cgroups_open(struct container *c)
{
    for (int i = 0; i < c->count; i++) {
        struct hierarchy *h = &c->cgroups[i];
        if (attach_by_procs)
            h->fd = open_in(h, "cgroup.procs", O_WRONLY);
        else if (h->unified)
            h->fd = (int)must(open(h->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open", h->path);
        else
            h->fd = open_in(h, "tasks", O_WRONLY);
    }
}

void cgroups_enter(const struct container *c)
{
    for (int i = 0; i < c->count; i++) {
        if (c->cgroups[i].unified && !attach_by_procs)
            continue; // born in it: CLONE_INTO_CGROUP
        must(write(c->cgroups[i].fd, "0", 1), "write 0 to", c->cgroups[i].path);
        mark("enter", c->cgroups[i].name);
    }
}

void cgroups_remove(const struct container *c)
{
    for (int i = 0; i < c->count; i++) {
        must(rmdir(c->cgroups[i].path), "rmdir", c->cgroups[i].path);
        mark("rmdir", c->cgroups[i].name);
    }
}
