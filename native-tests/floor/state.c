// SPDX-License-Identifier: Apache-2.0
// What a later `start`, `exec` or `delete` needs to find: written whole under another name, then renamed.
#include "floor.h"
#include <sys/stat.h>

void state_make(struct container *c)
{
    char path[256];
    snprintf(path, sizeof path, STATE_ROOT "/%s", c->id);
    if (mkdir(path, 0711) < 0 && errno == ENOENT) {
        must(mkdir(STATE_ROOT, 0700), "mkdir", STATE_ROOT);
        must(mkdir(path, 0711), "mkdir", path);
    }
    c->state = (int)must(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open", path);
    if (c->hold)
        must(mkfifoat(c->state, "exec.fifo", 0622), "mkfifoat", "exec.fifo");
}

// The start time tells a process from a later one with the same pid (proc(5), field 22 of stat).
static unsigned long long start_time(int pid)
{
    char path[32], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int fd = (int)must(open(path, O_RDONLY | O_CLOEXEC), "open", path);
    ssize_t length = must(read(fd, text, sizeof text - 1), "read", path);
    close(fd);
    text[length] = 0;
    const char *at = strrchr(text, ')');
    for (int field = 2; at && field < 22; field++)
        at = strchr(at + 1, ' ');
    return at ? strtoull(at, NULL, 10) : 0;
}

void state_write(struct container *c)
{
    char text[MAX_HIERARCHIES * 600];
    int length = snprintf(text, sizeof text, "%d %llu\n", c->pid, start_time(c->pid));
    for (int i = 0; i < c->count; i++) {
        const struct hierarchy *h = &c->cgroups[i];
        length += snprintf(text + length, sizeof text - (size_t)length, "%s %s\n", h->name, h->path);
    }
    int fd = (int)must(openat(c->state, "state.tmp", O_WRONLY | O_CREAT | O_CLOEXEC, 0600), "open", "state.tmp");
    must(write(fd, text, (size_t)length), "write", "state.tmp");
    close(fd);
    must(renameat(c->state, "state.tmp", c->state, "state"), "renameat", "state");
}

void state_read(struct container *c)
{
    char path[256], text[MAX_HIERARCHIES * 600];
    snprintf(path, sizeof path, STATE_ROOT "/%s", c->id);
    c->state = (int)must(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open", path);
    int fd = (int)must(openat(c->state, "state", O_RDONLY | O_CLOEXEC), "open", "state");
    ssize_t length = must(read(fd, text, sizeof text - 1), "read", "state");
    close(fd);
    text[length] = 0;
    char *line = strtok(text, "\n");
    c->pid = line ? atoi(line) : 0;
    c->unified = -1;
    while ((line = strtok(NULL, "\n")) && c->count < MAX_HIERARCHIES) {
        struct hierarchy *h = &c->cgroups[c->count];
        if (sscanf(line, "%31s %511s", h->name, h->path) != 2)
            continue;
        h->unified = strcmp(h->name, "unified") == 0;
        if (h->unified)
            c->unified = c->count;
        c->count++;
    }
}

void state_remove(struct container *c)
{
    char path[256];
    snprintf(path, sizeof path, STATE_ROOT "/%s", c->id);
    must(unlinkat(c->state, "state", 0), "unlinkat", "state");
    must(rmdir(path), "rmdir", path);
}
