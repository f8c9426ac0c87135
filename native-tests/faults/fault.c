// SPDX-License-Identifier: Apache-2.0
/*
 * fault [-l LOG] [-k ROLE ORDINAL ERRNO] -- COMMAND...
 *
 * Runs an OCI runtime under ptrace(2), writes down each system call that it and the process it clones make of their
 * own will, and fails one of them. What strace(1) cannot: its "when=" counts in every process at once, so a fault would
 * meet the runtime before the child that it is meant for.
 *
 * Roles: `runtime`, the first thread of the command, from prctl(PR_SET_DUMPABLE) on, which is its first call that is
 * not .NET's; `child`, every process that it clones, until that executes something.
 *
 * Log, one line each:
 *   ROLE ORDINAL NUMBER RESULT      a call; " injected" follows where the result is ours
 *   threads NAME|NAME...            what threads the runtime had when it was about to clone a process
 *   late thread                     one was born after the runtime's first call of its own
 *   executed                        a child executed a program
 *
 * Exits as the command does, 128+n after signal n, 125 when the command did not end in time.
 */
#include "fault.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    OPTIONS = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK
            | PTRACE_O_TRACEEXEC
};

static pid_t launch(char **command)
{
    int gate[2];
    if (pipe(gate) != 0)
        die("pipe");
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        char go;
        close(gate[1]);
        if (read(gate[0], &go, 1) != 1)
            _exit(127);
        close(gate[0]);
        execv(command[0], command);
        _exit(127);
    }
    if (ptrace(PTRACE_SEIZE, pid, 0, OPTIONS) != 0)
        die("ptrace(PTRACE_SEIZE)");
    if (write(gate[1], "g", 1) != 1)
        die("write");
    close(gate[0]);
    close(gate[1]);
    return pid;
}

/* How the tracee goes on: the request, and the signal that is handed on to it. */
static void stopped(struct tracee *tracee, int status)
{
    int signal = WSTOPSIG(status);
    int event = status >> 16;
    if (signal == (SIGTRAP | 0x80)) {
        at_call(tracee);
        signal = 0;
    } else if (event == PTRACE_EVENT_CLONE || event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK) {
        unsigned long born;
        if (ptrace(PTRACE_GETEVENTMSG, tracee->pid, 0, &born) == 0)
            adopt(tracee, (pid_t)born);
        signal = 0;
    } else if (event == PTRACE_EVENT_EXEC) {
        at_exec(tracee);
        if (tracee->role == USER) {
            ptrace(PTRACE_DETACH, tracee->pid, 0, 0);
            forget(tracee);
            return;
        }
        signal = 0;
    } else if (event == PTRACE_EVENT_STOP) {
        tracee->stopped = 1;
        if (tracee->role == UNKNOWN)
            return; /* until its parent has told what it is */
        signal = 0;
    }
    ptrace(PTRACE_SYSCALL, tracee->pid, 0, signal);
}

static void out_of_time(int signal)
{
    (void)signal;
    static const char words[] = "fault: the command did not end in time\n";
    if (write(2, words, sizeof words - 1) < 0)
        _exit(125);
    kill_all();
    _exit(125);
}

int main(int argc, char **argv)
{
    int command = parse(argc, argv);
    signal(SIGALRM, out_of_time);
    alarm(15);
    pid_t runtime = launch(argv + command);
    add(runtime)->role = RUNTIME;
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0)
            die("waitpid");
        if (WIFSTOPPED(status)) {
            stopped(add(pid), status);
            continue;
        }
        forget(add(pid));
        if (pid == runtime) /* the others go on without a tracer */
            return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
}
