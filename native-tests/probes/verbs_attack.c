// SPDX-License-Identifier: Apache-2.0
/* What a hostile container tries while the runtime works next to it. Nothing here changes a byte of what it reaches. */
#include "probe.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static bool before(const struct timespec *end)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec < end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec < end->tv_nsec);
}

static struct timespec in_seconds(const char *text)
{
    struct timespec end;
    double seconds = text ? atof(text) : 1;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += (time_t)seconds;
    end.tv_nsec += (long)((seconds - (double)(time_t)seconds) * 1e9);
    if (end.tv_nsec >= 1000000000) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000;
    }
    return end;
}

/* CVE-2021-30465, CVE-2024-45310: the window between a check of a path and its use. */
int verb_swap(int argc, char **argv)
{
    if (argc < 3)
        return 64;
    struct timespec end = in_seconds(argc > 3 ? argv[3] : NULL);
    long count = 0;
    for (; before(&end); count++)
        if (syscall(SYS_renameat2, AT_FDCWD, argv[1], AT_FDCWD, argv[2], 2 /* RENAME_EXCHANGE */) != 0)
            return 1;
    json_open('{');
    json_key("swaps"), json_number(count);
    json_close('}');
    json_end();
    return 0;
}

static bool is_number(const char *name)
{
    for (const char *at = name; *at; at++)
        if (!isdigit((unsigned char)*at))
            return false;
    return *name != 0;
}

struct sighting {
    bool executable, descriptors, traced, written;
    char target[4096];
};

static bool own(const char *target)
{
    return strncmp(target, "/bin/probe", 10) == 0 || strncmp(target, "/bin/busybox", 12) == 0;
}

/* CVE-2016-9962: a process of the runtime that has entered the container must not be open to it. */
static void look(const char *pid, struct sighting *seen)
{
    char path[512], target[4096];
    snprintf(path, sizeof path, "/proc/%s/exe", pid);
    if (!link_target(path, target, sizeof target) || own(target))
        return;
    seen->executable = true;
    strcpy(seen->target, target);
    snprintf(path, sizeof path, "/proc/%s/fd", pid);
    DIR *fds = opendir(path);
    if (fds) {
        seen->descriptors = true;
        closedir(fds);
    }
    if (ptrace(PTRACE_SEIZE, atoi(pid), 0, 0) == 0) {
        seen->traced = true;

        /* Only a stopped process can be let go, and its end would wait for us if it were not (ptrace(2)). */
        ptrace(PTRACE_INTERRUPT, atoi(pid), 0, 0);
        waitpid(atoi(pid), NULL, __WALL);
        ptrace(PTRACE_DETACH, atoi(pid), 0, 0);
    }
}

/*
 * CVE-2019-5736: an executable held open for reading can be opened again for writing once nobody runs it. What is
 * written is the byte that was read, so a runtime that falls for it is still whole.
 */
static void overwrite(const char *pid, struct sighting *seen)
{
    char path[512], again[64], target[4096], byte;
    snprintf(path, sizeof path, "/proc/%s/exe", pid);
    if (!link_target(path, target, sizeof target) || own(target))
        return;
    int held = open(path, O_RDONLY | O_CLOEXEC);
    if (held < 0)
        return;
    seen->executable = true;
    strcpy(seen->target, target);
    snprintf(again, sizeof again, "/proc/self/fd/%d", held);
    struct timespec end = in_seconds("0.3");
    while (before(&end)) {
        int fd = open(again, O_RDWR | O_CLOEXEC);
        if (fd < 0)
            continue;
        if (pread(fd, &byte, 1, 0) == 1 && pwrite(fd, &byte, 1, 0) == 1)
            seen->written = true;
        close(fd);
        break;
    }
    close(held);
}

static volatile sig_atomic_t asked_to_stop;

static void stop(int number)
{
    (void)number;
    asked_to_stop = 1;
}

static int watch(void (*act)(const char *, struct sighting *))
{
    struct sighting seen = {0};
    long processes = 0;
    signal(SIGTERM, stop);
    puts("ready");
    fflush(stdout);
    while (!asked_to_stop) {
        DIR *directory = opendir("/proc");
        struct dirent *entry;
        while (directory && (entry = readdir(directory)))
            if (is_number(entry->d_name) && atoi(entry->d_name) != getpid()) {
                processes++;
                act(entry->d_name, &seen);
            }
        if (directory)
            closedir(directory);
    }
    json_open('{');
    json_key("processes"), json_number(processes);
    json_key("executable"), json_bool(seen.executable);
    json_key("target"), json_string(seen.target);
    json_key("descriptors"), json_bool(seen.descriptors);
    json_key("traced"), json_bool(seen.traced);
    json_key("written"), json_bool(seen.written);
    json_close('}');
    json_end();
    return 0;
}

int verb_spy(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return watch(look);
}

int verb_write_exe(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return watch(overwrite);
}
