// SPDX-License-Identifier: Apache-2.0
// Where the time goes. A mark costs one vDSO call; without `floor times` it costs a comparison.
#include "floor.h"
#include <stdatomic.h>
#include <sys/mman.h>
#include <time.h>

enum { MAX_MARKS = 256 };

static struct marks {
    atomic_int count;
    struct { const char *what, *on; int pid; struct timespec at; } at[MAX_MARKS];
} *marks;

static int parent;

void marks_open(void)
{
    marks = mmap(NULL, sizeof *marks, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    parent = getpid();
}

void mark(const char *what, const char *on)
{
    if (!marks)
        return;
    int i = atomic_fetch_add(&marks->count, 1);
    if (i >= MAX_MARKS)
        return;
    marks->at[i].what = what;
    marks->at[i].on = on;
    marks->at[i].pid = getpid();
    clock_gettime(CLOCK_MONOTONIC, &marks->at[i].at);
}

static double us(struct timespec a, struct timespec b)
{
    return (double)(b.tv_sec - a.tv_sec) * 1e6 + (double)(b.tv_nsec - a.tv_nsec) / 1e3;
}

// Columns: microseconds since the start, microseconds since the same process's last mark, who, what.
void marks_print(void)
{
    if (!marks)
        return;
    int n = marks->count < MAX_MARKS ? marks->count : MAX_MARKS;
    for (int i = 0; i < n; i++) {
        int last = i - 1;
        while (last >= 0 && marks->at[last].pid != marks->at[i].pid)
            last--;
        if (last < 0)
            last = i > 0 ? i - 1 : 0;
        const char *who = marks->at[i].pid == parent ? "parent" : "child";
        dprintf(2, "%9.1f %9.1f  %-6s  %s %s\n", us(marks->at[0].at, marks->at[i].at),
                us(marks->at[last].at, marks->at[i].at), who, marks->at[i].what, marks->at[i].on);
    }
}
