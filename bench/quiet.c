// SPDX-License-Identifier: Apache-2.0
// What the kernel still cleans up after one sample (network namespaces, cgroups: kernel workers) and what others do on
// the machine must not fall into the next one: rest first, and with -q wait until the processors are idle.
#include "interleave.h"

enum { LOOK_MS = 30, GIVE_UP_LOOKS = 20 };

static long busy_ticks(void)
{
    long user, nice, system, irq, softirq, steal;
    FILE *file = fopen("/proc/stat", "re");
    // proc(5): the fourth and fifth number are idle and iowait.
    const char *format = "cpu %ld %ld %ld %*d %*d %ld %ld %ld";
    if (!file || fscanf(file, format, &user, &nice, &system, &irq, &softirq, &steal) != 6)
        fail("cannot read /proc/stat");
    fclose(file);
    return user + nice + system + irq + softirq + steal;
}

void rest(int ms, int until_quiet)
{
    usleep((useconds_t)ms * 1000);
    for (int look = 0; until_quiet && look < GIVE_UP_LOOKS; look++) {
        long before = busy_ticks();
        usleep(LOOK_MS * 1000);
        if (busy_ticks() - before <= 0)
            return;
    }
}
