// SPDX-License-Identifier: Apache-2.0
// husk-init -- PROGRAM [ARGUMENT...]: process 1 of a container that asked for --init. It passes signals on to the program,
// buries whoever dies, and ends as the program ends. Static, for it is bound into images of any libc or none.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start(char **argv, const sigset_t *before)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    // A job of its own in the foreground, so that ctrl-C reaches the program and not this one. SIGTTOU is blocked here.
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    sigprocmask(SIG_SETMASK, before, NULL);
    execvp(argv[0], argv);
    fprintf(stderr, "husk-init: exec %s failed: %s\n", argv[0], strerror(errno));
    _exit(errno == ENOENT ? 127 : 126);
}

// Everybody who has died; the program's exit status, or -1 while it lives.
static int bury(pid_t program)
{
    int result = -1, status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
        if (pid == program)
            result = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    return result;
}

int main(int argc, char **argv)
{
    argv += argc > 1 && strcmp(argv[1], "--") == 0 ? 2 : 1;
    if (*argv == NULL)
        return fprintf(stderr, "usage: husk-init -- PROGRAM [ARGUMENT...]\n"), 2;
    // The kernel gives process 1 only signals it waits for or handles (pid_namespaces(7)), so all are blocked and waited for.
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t program = start(argv, &before);
    if (program < 0)
        return perror("husk-init: fork"), 126;
    for (int status;;) {
        int signal = sigwaitinfo(&all, NULL);
        if (signal == SIGCHLD && (status = bury(program)) >= 0)
            return status;
        // The terminal's remarks about background jobs are about this process.
        if (signal > 0 && signal != SIGCHLD && signal != SIGTTIN && signal != SIGTTOU)
            kill(program, signal);
    }
}
