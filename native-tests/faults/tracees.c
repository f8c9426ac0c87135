// SPDX-License-Identifier: Apache-2.0
#include "fault.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>

enum { MOST = 64 };

static struct tracee tracees[MOST];

struct tracee *add(pid_t pid)
{
    struct tracee *room = NULL;
    for (int i = 0; i < MOST; i++) {
        if (tracees[i].pid == pid)
            return &tracees[i];
        if (tracees[i].pid == 0 && room == NULL)
            room = &tracees[i];
    }
    if (room == NULL)
        die("fault: too many processes");
    memset(room, 0, sizeof *room);
    room->pid = pid;
    return room;
}

void forget(struct tracee *tracee)
{
    tracee->pid = 0;
}

static int is_thread(pid_t pid)
{
    char path[64], line[128];
    int tgid = 0;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *status = fopen(path, "re");
    if (status == NULL)
        return 0;
    while (fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "Tgid: %d", &tgid) == 1)
            break;
    fclose(status);
    return tgid != pid;
}

void adopt(struct tracee *parent, pid_t born)
{
    struct tracee *tracee = add(born);
    int ours = parent->role == RUNTIME || parent->role == CHILD;
    int thread = is_thread(born);
    if (thread && ours && parent->counts)
        log_late_thread();
    tracee->role = thread || !ours ? OTHER : CHILD;
    tracee->counts = tracee->role == CHILD;
    if (tracee->stopped)
        ptrace(PTRACE_SYSCALL, born, 0, 0);
}

void kill_all(void)
{
    for (int i = 0; i < MOST; i++)
        if (tracees[i].pid != 0)
            kill(tracees[i].pid, SIGKILL);
}
