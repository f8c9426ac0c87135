// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct verb {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *usage;
} verbs[] = {
    {"facts", verb_facts, "facts                        everything below, as one JSON object"},
    {"fds", verb_fds, "fds                          the open descriptors"},
    {"access", verb_access, "access PATH...               what each path is, and whether it can be read and written"},
    {"sysctl", verb_sysctl, "sysctl NAME...               values below /proc/sys"},
    {"exit", verb_exit, "exit N"},
    {"kill", verb_kill, "kill SIGNAL                  kills itself, as a process that is not pid 1 would be"},
    {"sleep", verb_sleep, "sleep [SECONDS]              until SIGTERM, SIGINT or SIGHUP: exits with 128 + signal"},
    {"ignore-term", verb_ignore_term, "ignore-term                  sleeps, and only SIGKILL ends it"},
    {"signals", verb_signals, "signals                      prints each signal that comes, ends at SIGTERM"},
    {"touch", verb_touch, "touch PATH                   makes an empty file: the sign that a point was reached"},
    {"lock", verb_lock, "lock PATH                    locks it (flock(2)) as long as the probe runs"},
    {"fork-orphans", verb_fork_orphans, "fork-orphans N               N sleepers whose parent is gone"},
    {"fork-bomb", verb_fork_bomb, "fork-bomb N                  forks N times at most, tells where it was stopped"},
    {"eat-memory", verb_eat_memory, "eat-memory MIB               touches that much memory"},
    {"burn-cpu", verb_burn_cpu, "burn-cpu SECONDS             of wall clock"},
    {"unfreezable", verb_unfreezable, "unfreezable                  hangs in the kernel until SIGKILL"},
    {"mknod", verb_mknod, "mknod c|b|p MAJOR MINOR PATH"},
    {"notify", verb_notify, "notify TEXT...               sends each to NOTIFY_SOCKET"},
    {"open", verb_open, "open PATH r|w|rw"},
    {"setns", verb_setns, "setns PATH                   joins the namespace"},
    {"syscall", verb_syscall, "syscall NAME|NUMBER [ARG...] calls it and prints the result"},
    {"winsize", verb_winsize, "winsize                      prints ROWS COLUMNS at each SIGWINCH, ends at SIGTERM"},
    {"swap", verb_swap, "swap A B SECONDS             exchanges the two names over and over"},
    {"spy", verb_spy, "spy                          looks into every foreign process in /proc, tells at SIGTERM"},
    {"write-exe", verb_write_exe, "write-exe                    tries to write to each one's executable, tells at SIGTERM"},
};

static int usage(void)
{
    fputs("usage: probe VERB [ARG...] [, VERB [ARG...]]...\n", stderr);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        fprintf(stderr, "  %s\n", verbs[i].usage);
    return 64;
}

static int run(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, argv[0]) == 0)
            return verbs[i].run(argc, argv);
    return usage();
}

int probe_argc;
char **probe_argv;

int main(int argc, char **argv)
{
    int status = 0;
    probe_argc = argc;
    probe_argv = argv;
    if (argc < 2)
        return usage();
    for (int first = 1; first < argc;) {
        int count = 0;
        while (first + count < argc && strcmp(argv[first + count], ",") != 0)
            count++;
        if (count == 0)
            return usage();
        /* Every verb sees its own arguments only, so it can stop at argc. */
        status = run(count, argv + first);
        fflush(stdout);
        first += count + 1;
    }
    return status;
}
