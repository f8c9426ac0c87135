// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void clock_fact(const char *name, clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    json_key(name), json_number(now.tv_sec);
}

static void lines(const char *name, const char *path)
{
    char *text = read_whole(path, NULL), *rest;
    json_key(name);
    if (!text) {
        json_null();
        return;
    }
    json_open('[');
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        json_string(line);
    json_close(']');
}

void facts_namespaces(void)
{
    static const char *const types[] = {
        "cgroup", "ipc", "mnt", "net", "pid", "pid_for_children", "time", "user", "uts",
    };
    json_key("namespaces"), json_open('{');
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        char path[64], target[64];
        snprintf(path, sizeof path, "/proc/self/ns/%s", types[i]);
        if (link_target(path, target, sizeof target))
            json_key(types[i]), json_string(target);
    }
    json_close('}');
    lines("timeOffsets", "/proc/self/timens_offsets");
    json_key("clocks"), json_open('{');
    clock_fact("monotonic", CLOCK_MONOTONIC);
    clock_fact("boottime", CLOCK_BOOTTIME);
    json_close('}');
    lines("uidMap", "/proc/self/uid_map");
    lines("gidMap", "/proc/self/gid_map");
}

void facts_cgroups(void)
{
    char *table = read_whole("/proc/self/cgroup", NULL), *rest;
    json_key("cgroups"), json_open('{');
    for (char *line = table ? strtok_r(table, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest)) {
        char *controllers = strchr(line, ':') + 1, *path = strchr(controllers, ':');
        *path++ = 0;
        json_key(*controllers ? controllers : "unified"), json_string(path);
    }
    json_close('}');
}

/* keyctl(2) has no libc wrapper: 0 is GET_KEYRING_ID, 6 DESCRIBE, -3 the session keyring. */
void facts_keyring(void)
{
    long id = syscall(SYS_keyctl, 0L, -3L, 0L);
    json_key("keyring"), json_open('{');
    json_key("id"), json_number(id);
    json_key("description");
    char description[256] = "";
    if (id > 0 && syscall(SYS_keyctl, 6L, id, description, sizeof description) > 0)
        json_string(description);
    else
        json_null();
    json_close('}');
}
