// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static void node(const char *path, const struct stat *status)
{
    char target[4096];
    const char *type = S_ISCHR(status->st_mode) ? "c" : S_ISBLK(status->st_mode) ? "b" : S_ISFIFO(status->st_mode) ? "p"
        : S_ISLNK(status->st_mode) ? "l" : S_ISDIR(status->st_mode) ? "d" : S_ISREG(status->st_mode) ? "f" : "?";
    json_key(path), json_open('{');
    json_key("type"), json_string(type);
    json_key("major"), json_unsigned(major(status->st_rdev));
    json_key("minor"), json_unsigned(minor(status->st_rdev));
    json_key("mode"), json_number(status->st_mode & 07777);
    json_key("uid"), json_unsigned(status->st_uid);
    json_key("gid"), json_unsigned(status->st_gid);
    if (S_ISLNK(status->st_mode) && link_target(path, target, sizeof target))
        json_key("target"), json_string(target);
    json_close('}');
}

static void directory(const char *path, int depth)
{
    DIR *entries = opendir(path);
    struct dirent *entry;
    if (!entries)
        return;
    while ((entry = readdir(entries))) {
        char child[4096];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
        if (lstat(child, &status) != 0)
            continue;
        node(child, &status);
        if (S_ISDIR(status.st_mode) && depth > 0)
            directory(child, depth - 1);
    }
    closedir(entries);
}

/* /dev and two levels below, symlinks not followed. */
void facts_devices(void)
{
    json_key("devices"), json_open('{');
    directory("/dev", 2);
    json_close('}');
}
