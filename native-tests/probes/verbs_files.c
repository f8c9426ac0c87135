// SPDX-License-Identifier: Apache-2.0
/* What the container's files allow. */
#include "probe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int count_entries(const char *path, int *entries)
{
    DIR *directory = opendir(path);
    struct dirent *entry;
    if (!directory)
        return errno;
    *entries = -2; /* "." and ".." */
    while ((entry = readdir(directory)))
        ++*entries;
    closedir(directory);
    return 0;
}

static int try_create(const char *directory)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/.probe-XXXXXX", directory);
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0)
        return errno;
    unlink(path);
    close(fd);
    return 0;
}

static int try_open(const char *path, int flags, long *bytes)
{
    char buffer[4096];
    ssize_t got;
    int fd = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    *bytes = 0;
    while (flags == O_RDONLY && *bytes < 1 << 20 && (got = read(fd, buffer, sizeof buffer)) > 0)
        *bytes += got;
    close(fd);
    return 0;
}

int verb_access(int argc, char **argv)
{
    json_open('{');
    for (int i = 1; i < argc; i++) {
        struct stat status = {0};
        int missing = stat(argv[i], &status) == 0 ? 0 : errno, entries = 0;
        long bytes = 0, none;
        json_key(argv[i]), json_open('{');
        json_key("exists"), json_bool(missing == 0);
        if (missing == 0) {
            bool directory = S_ISDIR(status.st_mode);
            json_key("directory"), json_bool(directory);
            json_key("mode"), json_number(status.st_mode & 07777);
            json_key("uid"), json_unsigned(status.st_uid);
            json_key("gid"), json_unsigned(status.st_gid);
            int reading = directory ? count_entries(argv[i], &entries) : try_open(argv[i], O_RDONLY, &bytes);
            json_key("read"), json_errno(reading);
            json_key("write"), json_errno(directory ? try_create(argv[i]) : try_open(argv[i], O_WRONLY, &none));
            json_key("execute"), json_errno(access(argv[i], X_OK) == 0 ? 0 : errno);
            json_key("entries"), json_number(entries);
            json_key("bytes"), json_number(bytes);
        }
        json_close('}');
    }
    json_close('}');
    json_end();
    return 0;
}

static int answer(int error)
{
    json_open('{');
    json_key("errno"), json_errno(error);
    json_close('}');
    json_end();
    return 0;
}

int verb_mknod(int argc, char **argv)
{
    if (argc != 5)
        return 64;
    mode_t type = *argv[1] == 'c' ? S_IFCHR : *argv[1] == 'b' ? S_IFBLK : S_IFIFO;
    return answer(mknod(argv[4], type | 0600, makedev(atoi(argv[2]), atoi(argv[3]))) == 0 ? 0 : errno);
}

int verb_open(int argc, char **argv)
{
    if (argc != 3)
        return 64;
    int flags = strcmp(argv[2], "r") == 0 ? O_RDONLY : strcmp(argv[2], "w") == 0 ? O_WRONLY : O_RDWR;
    int fd = open(argv[1], flags | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return answer(errno);
    close(fd);
    return answer(0);
}

int verb_setns(int argc, char **argv)
{
    if (argc != 2)
        return 64;
    int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return answer(errno);
    return answer(setns(fd, 0) == 0 ? 0 : errno);
}

static const struct { const char *name; long number; } calls[] = {
    {"kcmp", SYS_kcmp}, {"mkdir", SYS_mkdir}, {"personality", SYS_personality}, {"sched_yield", SYS_sched_yield},
    {"socket", SYS_socket}, {"uname", SYS_uname},
};

int verb_syscall(int argc, char **argv)
{
    if (argc < 2)
        return 64;
    long number = atol(argv[1]), arguments[6] = {0};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (strcmp(calls[i].name, argv[1]) == 0)
            number = calls[i].number;
    for (int i = 2; i < argc && i < 8; i++)
        arguments[i - 2] = argv[i][0] == '/' ? (long)argv[i] : strtol(argv[i], NULL, 0);
    long result = syscall(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
    int error = result == -1 ? errno : 0;
    json_open('{');
    json_key("result"), json_number(result);
    json_key("errno"), json_errno(error);
    json_close('}');
    json_end();
    return 0;
}
