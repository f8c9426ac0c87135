// SPDX-License-Identifier: Apache-2.0
/* What a limit has to stop. */
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Children that outlive the process that forked them and do not listen to SIGTERM: the mess a dead shell leaves. */
int verb_fork_orphans(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 1;
    pid_t middle = fork();
    if (middle < 0)
        return 1;
    if (middle == 0) {
        for (int i = 0; i < count; i++) {
            if (fork() == 0) {
                signal(SIGTERM, SIG_IGN);
                for (;;)
                    pause();
            }
        }
        _exit(0);
    }
    return waitpid(middle, NULL, 0) == middle ? 0 : 1;
}

int verb_fork_bomb(int argc, char **argv)
{
    int wanted = argc > 1 ? atoi(argv[1]) : 100, forked = 0, error = 0;
    pid_t *children = calloc((size_t)wanted, sizeof *children);
    for (; forked < wanted; forked++) {
        pid_t child = fork();
        if (child < 0) {
            error = errno;
            break;
        }
        if (child == 0)
            for (;;)
                pause();
        children[forked] = child;
    }
    for (int i = 0; i < forked; i++)
        kill(children[i], SIGKILL);
    for (int i = 0; i < forked; i++)
        waitpid(children[i], NULL, 0);
    json_open('{');
    json_key("forked"), json_number(forked);
    json_key("errno"), json_errno(error);
    json_close('}');
    json_end();
    return 0;
}

int verb_eat_memory(int argc, char **argv)
{
    size_t size = (size_t)(argc > 1 ? atoi(argv[1]) : 1) << 20;
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int error = memory == MAP_FAILED ? errno : 0;
    if (error == 0)
        for (size_t at = 0; at < size; at += 4096)
            memory[at] = 1;
    json_open('{');
    json_key("bytes"), json_unsigned(error ? 0 : size);
    json_key("errno"), json_errno(error);
    json_close('}');
    json_end();
    return 0;
}

int verb_burn_cpu(int argc, char **argv)
{
    double seconds = argc > 1 ? atof(argv[1]) : 1;
    struct timespec start, now, used;
    clock_gettime(CLOCK_MONOTONIC, &start);
    do {
        for (volatile int i = 0; i < 10000; i++)
            ;
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while ((double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9 < seconds);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    json_open('{');
    json_key("milliseconds"), json_number(used.tv_sec * 1000 + used.tv_nsec / 1000000);
    json_close('}');
    json_end();
    return 0;
}

/* In the middle of a read(2) into a page that nobody ever provides (userfaultfd(2)): the kernel has no place there at
   which it could be frozen, and only SIGKILL ends it. Needs CAP_SYS_PTRACE. */
int verb_unfreezable(int argc, char **argv)
{
    (void)argc, (void)argv;
    int faults = (int)syscall(SYS_userfaultfd, O_CLOEXEC);
    struct uffdio_api api = {.api = UFFD_API};
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct uffdio_register range = {
        .range = {.start = (uintptr_t)page, .len = 4096}, .mode = UFFDIO_REGISTER_MODE_MISSING};
    int zero = open("/dev/zero", O_RDONLY | O_CLOEXEC);
    if (faults < 0 || page == MAP_FAILED || zero < 0 || ioctl(faults, UFFDIO_API, &api) < 0 ||
        ioctl(faults, UFFDIO_REGISTER, &range) < 0) {
        perror("unfreezable");
        return 1;
    }
    puts("ready");
    fflush(stdout);
    return read(zero, page, 1) == 1 ? 0 : 1;
}
