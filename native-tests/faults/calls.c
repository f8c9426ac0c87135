// SPDX-License-Identifier: Apache-2.0
#include "fault.h"

#include <dirent.h>
#include <linux/sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>

#ifndef __x86_64__
#error "how a call is replaced is written for x86-64 only"
#endif

static FILE *log_file;
static int ordinals[ROLES];

static FILE *get_log(void)
{
    if (log_file == NULL) {
        log_file = fopen(log_path, "we");
        if (log_file == NULL)
            die(log_path);
        setlinebuf(log_file);
    }
    return log_file;
}

/* Memory, locks, and what limits there are: when .NET asks for these is not the program's choice. */
static int is_languages_own(const struct __ptrace_syscall_info *call)
{
    switch (call->entry.nr) {
    case SYS_prlimit64:
        return call->entry.args[2] == 0; /* no new limit (prlimit(2)) */
    case SYS_mmap:
    case SYS_munmap:
    case SYS_mremap:
    case SYS_mprotect:
    case SYS_madvise:
    case SYS_brk:
    case SYS_futex:
    case SYS_membarrier:
    case SYS_sched_yield:
    case SYS_rt_sigreturn:
    case SYS_restart_syscall:
        return 1;
    default:
        return 0;
    }
}

static void log_threads(pid_t pid)
{
    char path[320], name[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL)
        die(path);
    fputs("threads ", get_log());
    const char *between = "";
    for (struct dirent *entry; (entry = readdir(tasks)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "/proc/%d/task/%s/comm", pid, entry->d_name);
        FILE *comm = fopen(path, "re");
        if (comm != NULL && fgets(name, sizeof name, comm) != NULL) {
            name[strcspn(name, "\n")] = 0;
            fprintf(get_log(), "%s%s", between, name);
            between = "|";
        }
        if (comm != NULL)
            fclose(comm);
    }
    closedir(tasks);
    fputc('\n', get_log());
}

static int makes_process(struct tracee *tracee, const struct __ptrace_syscall_info *call)
{
    if (call->entry.nr != SYS_clone3)
        return 0;
    /* clone_args.flags is its first member (clone3(2)). */
    uint64_t flags = (uint64_t)ptrace(PTRACE_PEEKDATA, tracee->pid, call->entry.args[0], 0);
    return (flags & CLONE_THREAD) == 0;
}

static void replace(struct tracee *tracee, int leaving)
{
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, tracee->pid, 0, &registers) != 0)
        return;
    if (leaving)
        registers.rax = (unsigned long long)-fault_errno;
    else
        registers.orig_rax = (unsigned long long)-1; /* no call has that number, so nothing is done */
    ptrace(PTRACE_SETREGS, tracee->pid, 0, &registers);
}

static void enter(struct tracee *tracee, const struct __ptrace_syscall_info *call)
{
    tracee->number = (long)call->entry.nr;
    if (tracee->role == RUNTIME && call->entry.nr == SYS_prctl && call->entry.args[0] == PR_SET_DUMPABLE)
        tracee->counts = 1;
    tracee->noted = tracee->counts && (tracee->role == CHILD || !is_languages_own(call));
    tracee->injected = 0;
    if (!tracee->noted)
        return;
    tracee->ordinal = ++ordinals[tracee->role];
    if (tracee->role == RUNTIME && makes_process(tracee, call))
        log_threads(tracee->pid);
    if (tracee->role == fault_role && tracee->ordinal == fault_ordinal) {
        tracee->injected = 1;
        if (call->entry.nr != SYS_close) /* which frees the descriptor whatever it returns (close(2)) */
            replace(tracee, 0);
    }
}

static void leave(struct tracee *tracee, long result)
{
    if (!tracee->noted)
        return;
    if (tracee->injected) {
        replace(tracee, 1);
        result = -fault_errno;
    }
    const char *role = tracee->role == CHILD ? "child" : "runtime";
    const char *mark = tracee->injected ? " injected" : "";
    fprintf(get_log(), "%s %d %ld %ld%s\n", role, tracee->ordinal, tracee->number, result, mark);
}

void at_call(struct tracee *tracee)
{
    struct __ptrace_syscall_info call;
    memset(&call, 0, sizeof call);
    if (ptrace(PTRACE_GET_SYSCALL_INFO, tracee->pid, sizeof call, &call) < 0)
        return;
    if (call.op == PTRACE_SYSCALL_INFO_ENTRY)
        enter(tracee, &call);
    else if (call.op == PTRACE_SYSCALL_INFO_EXIT)
        leave(tracee, (long)call.exit.rval);
}

void log_late_thread(void)
{
    fputs("late thread\n", get_log());
}

void at_exec(struct tracee *tracee)
{
    tracee->counts = 0;
    if (tracee->role == CHILD) {
        tracee->role = USER;
        fputs("executed\n", get_log());
    }
}
