// SPDX-License-Identifier: Apache-2.0
// A second process into a running container: its cgroups, its namespaces by pidfd, one clone.
#include "floor.h"
#include <sched.h>
#include <sys/pidfd.h>

_Noreturn static void join(struct container *c, int target)
{
    int cgroup = c->unified == 0 ? CLONE_NEWCGROUP : 0;
    must(setns(target, CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | cgroup), "setns", "init");
    mark("setns", "");
    privileges_drop();
    mark("exec", "");
    init_exec(c->argv);
}

int exec_run(struct container *c)
{
    state_read(c);
    mark("state", "");
    wait_prepare();
    int target = (int)must(pidfd_open(c->pid, 0), "pidfd_open", c->id);
    cgroups_open(c);
    mark("cgroups open", "");
    // A pid namespace takes only the caller's children (pid_namespaces(7)), so the parent joins it first.
    must(setns(target, CLONE_NEWPID), "setns", "pid");
    if (clone_into(c, 0) == 0)
        join(c, target);
    wait_report(c, 0);
    mark("exec done", "");
    int status = wait_exit(c->pid, c->pidfd);
    mark("exited", "");
    return status;
}
