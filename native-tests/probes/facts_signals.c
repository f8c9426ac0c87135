// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <stdlib.h>
#include <string.h>

/* The names of a mask of /proc/self/status, bit 0 being signal 1 (proc_pid_status(5)). */
static void mask(const char *name, const char *status, const char *field)
{
    json_key(name);
    const char *at = status ? strstr(status, field) : NULL;
    if (!at) {
        json_null();
        return;
    }
    unsigned long long bits = strtoull(at + strlen(field), NULL, 16);
    json_open('[');
    for (int number = 1; number <= 64; number++)
        if (bits >> (number - 1) & 1)
            json_string(signal_name(number));
    json_close(']');
}

void facts_signals(void)
{
    char *status = read_whole("/proc/self/status", NULL);
    json_key("signals"), json_open('{');
    mask("pending", status, "SigPnd:");
    mask("blocked", status, "SigBlk:");
    mask("ignored", status, "SigIgn:");
    mask("caught", status, "SigCgt:");
    json_close('}');

    const char *mode = status ? strstr(status, "\nSeccomp:") : NULL;
    const char *filters = status ? strstr(status, "\nSeccomp_filters:") : NULL;
    json_key("seccompMode"), json_number(mode ? atoi(mode + strlen("\nSeccomp:")) : -1);
    json_key("seccompFilters"), json_number(filters ? atoi(filters + strlen("\nSeccomp_filters:")) : -1);
}
