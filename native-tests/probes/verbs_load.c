// SPDX-License-Identifier: Apache-2.0
/* What a limit has to stop. */
#include "probe.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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
