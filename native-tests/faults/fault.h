// SPDX-License-Identifier: Apache-2.0
#ifndef FAULT_H
#define FAULT_H

#include <sys/types.h>

enum role {
    UNKNOWN, /* just born: its parent's event has not come yet */
    RUNTIME,
    CHILD,
    OTHER, /* a thread of the runtime's that is .NET's own */
    USER,  /* has executed something: no longer ours */
    ROLES
};

struct tracee {
    pid_t pid;
    enum role role;
    int stopped;  /* waits for its role to be known */
    int counts;   /* its calls are its own by now, and not its language's */
    int noted;    /* the call it is in has an ordinal */
    int ordinal;
    int injected;
    long number;
};

/* arguments.c */
extern const char *log_path;
extern enum role fault_role;
extern int fault_ordinal, fault_errno;
int parse(int argc, char **argv);
_Noreturn void die(const char *what);

/* tracees.c */
struct tracee *add(pid_t pid);
void forget(struct tracee *tracee);
void adopt(struct tracee *parent, pid_t born);
void kill_all(void);

/* calls.c */
void at_call(struct tracee *tracee);
void at_exec(struct tracee *tracee);
void log_late_thread(void);

#endif
