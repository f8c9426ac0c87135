// SPDX-License-Identifier: Apache-2.0
// The parent's half: hear whether the child came through, pass signals on, take its exit status.
#include "floor.h"
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static int signals = -1;

void wait_prepare(void)
{
    sigset_t all;
    sigfillset(&all);
    must(sigprocmask(SIG_BLOCK, &all, NULL), "sigprocmask", "all");
    signals = (int)must(signalfd(-1, &all, SFD_CLOEXEC), "signalfd", "all");
    must(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl", "PR_SET_CHILD_SUBREAPER");
}

// expected: 0 when exec closes the pipe without a word, 1 when the child says it is ready.
void wait_report(struct container *c, int expected)
{
    char text[256];
    ssize_t length = must(read(c->report[0], text, sizeof text), "read", "report");
    close(c->report[0]);
    if (length == expected)
        return;
    must(write(2, text, (size_t)length), "write", "stderr");
    waitpid(c->pid, NULL, 0);
    cgroups_remove(c);
    state_remove(c);
    _exit(125);
}

int wait_exit(int pid, int pidfd)
{
    struct pollfd sources[] = { { pidfd, POLLIN, 0 }, { signals, POLLIN, 0 } };
    for (;;) {
        must(poll(sources, 2, -1), "poll", "pidfd, signalfd");
        if (sources[0].revents) {
            int status;
            must(waitpid(pid, &status, 0), "waitpid", "init");
            return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        }
        struct signalfd_siginfo signal;
        must(read(signals, &signal, sizeof signal), "read", "signalfd");
        if (signal.ssi_signo != SIGCHLD)
            must(syscall(SYS_pidfd_send_signal, pidfd, signal.ssi_signo, NULL, 0), "pidfd_send_signal", "init");
    }
}

// Kills what is still there; its parent, whoever that is by now, takes the status.
void wait_gone(int pid)
{
    int pidfd = pidfd_open(pid, 0);
    if (pidfd < 0 && errno == ESRCH)
        return;
    must(pidfd, "pidfd_open", "init");
    must(syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0), "pidfd_send_signal", "SIGKILL");
    struct pollfd gone = { pidfd, POLLIN, 0 };
    must(poll(&gone, 1, -1), "poll", "pidfd");
    close(pidfd);
}
