// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <errno.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* sched_setattr(2): glibc 2.36 has no declaration of it. */
struct attributes {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
};

void facts_scheduling(void)
{
    struct attributes attributes = {0};
    syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0);
    json_key("scheduler"), json_open('{');
    json_key("policy"), json_number(attributes.policy);
    json_key("nice"), json_number(attributes.nice);
    json_key("priority"), json_number(attributes.priority);
    json_key("flags"), json_unsigned(attributes.flags);
    json_key("runtime"), json_unsigned(attributes.runtime);
    json_key("deadline"), json_unsigned(attributes.deadline);
    json_key("period"), json_unsigned(attributes.period);
    json_close('}');
    json_key("nice"), json_number(getpriority(PRIO_PROCESS, 0));

    long priority = syscall(SYS_ioprio_get, 1, 0);
    json_key("ioPriority"), json_open('{');
    json_key("class"), json_number(priority >> 13);
    json_key("level"), json_number(priority & 0x1fff);
    json_close('}');

    cpu_set_t cpus;
    json_key("cpus"), json_open('[');
    if (sched_getaffinity(0, sizeof cpus, &cpus) == 0)
        for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
            if (CPU_ISSET(cpu, &cpus))
                json_number(cpu);
    json_close(']');

    int mode = 0;
    unsigned long nodes[16] = {0};
    json_key("memoryPolicy");
    if (syscall(SYS_get_mempolicy, &mode, nodes, sizeof nodes * 8, 0, 0) == 0)
        json_number(mode);
    else
        json_null();
}
