// SPDX-License-Identifier: Apache-2.0
// One clone3 with every namespace; the child makes its own world and becomes the command.
#include "floor.h"
#include <linux/close_range.h>
#include <linux/sched.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

_Noreturn void init_exec(char **argv)
{
    static char *environment[] = {
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", "HOME=/", NULL,
    };
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    must(close_range(3, ~0U, CLOSE_RANGE_CLOEXEC), "close_range", "3..");
    execve(argv[0], argv, environment);
    must(-1, "execve", argv[0]);
    _exit(125);
}

static void bring_up_loopback(void)
{
    struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
    int fd = (int)must(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket", "AF_INET");
    must(ioctl(fd, SIOCSIFFLAGS, &lo), "ioctl", "SIOCSIFFLAGS lo");
    close(fd);
}

_Noreturn static void init(struct container *c)
{
    if (c->unified == 0)
        must(unshare(CLONE_NEWCGROUP), "unshare", "CLONE_NEWCGROUP"); // `runc spec` asks for it where there is no v1
    bring_up_loopback();
    mark("lo up", "");
    int fifo = c->hold ? (int)must(openat(c->state, "exec.fifo", O_RDWR | O_CLOEXEC), "open", "exec.fifo") : -1;
    umask(0);
    int root = rootfs_open(c->rootfs);
    mark("rootfs", "");
    rootfs_fill(c, root);
    rootfs_pivot(root);
    must(sethostname("floor", 5), "sethostname", "floor");
    privileges_drop();
    mark("privileges", "");
    if (c->hold) {
        char go;
        must(write(c->report[1], "", 1), "write", "ready");
        must(read(fifo, &go, 1), "read", "exec.fifo");
    }
    mark("exec", "");
    init_exec(c->argv);
}

// Clones into the container's cgroup2 directory and leaves the pipe over which the child can complain.
int clone_into(struct container *c, unsigned long long namespaces)
{
    must(pipe2(c->report, O_CLOEXEC), "pipe2", "report");
    struct clone_args args = {
        .flags = namespaces | CLONE_PIDFD,
        .pidfd = (uintptr_t)&c->pidfd,
        .exit_signal = SIGCHLD,
    };
    if (c->unified >= 0 && !attach_by_procs) {
        args.flags |= CLONE_INTO_CGROUP;
        args.cgroup = (uint64_t)c->cgroups[c->unified].fd;
    }
    mark("before clone3", "");
    c->pid = (int)must(syscall(SYS_clone3, &args, sizeof args), "clone3", c->id);
    if (c->pid == 0) {
        mark("child runs", "");
        failure_fd = c->report[1];
        must(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl", "PR_SET_DUMPABLE"); // CVE-2016-9962
        must(setsid(), "setsid", "");
        cgroups_enter(c);
        mark("in cgroups", "");
    } else {
        mark("after clone3", "");
        close(c->report[1]);
    }
    return c->pid;
}

void init_clone(struct container *c)
{
    if (clone_into(c, CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS) == 0)
        init(c);
}
