// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static const struct { const char *name; int resource; } limits[] = {
    {"RLIMIT_AS", RLIMIT_AS}, {"RLIMIT_CORE", RLIMIT_CORE}, {"RLIMIT_CPU", RLIMIT_CPU}, {"RLIMIT_DATA", RLIMIT_DATA},
    {"RLIMIT_FSIZE", RLIMIT_FSIZE}, {"RLIMIT_LOCKS", RLIMIT_LOCKS}, {"RLIMIT_MEMLOCK", RLIMIT_MEMLOCK},
    {"RLIMIT_MSGQUEUE", RLIMIT_MSGQUEUE}, {"RLIMIT_NICE", RLIMIT_NICE}, {"RLIMIT_NOFILE", RLIMIT_NOFILE},
    {"RLIMIT_NPROC", RLIMIT_NPROC}, {"RLIMIT_RSS", RLIMIT_RSS}, {"RLIMIT_RTPRIO", RLIMIT_RTPRIO},
    {"RLIMIT_RTTIME", RLIMIT_RTTIME}, {"RLIMIT_SIGPENDING", RLIMIT_SIGPENDING}, {"RLIMIT_STACK", RLIMIT_STACK},
};

void facts_limits(void)
{
    json_key("rlimits"), json_open('{');
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit = {0};
        getrlimit(limits[i].resource, &limit);
        json_key(limits[i].name), json_open('{');
        json_key("soft"), json_unsigned(limit.rlim_cur);
        json_key("hard"), json_unsigned(limit.rlim_max);
        json_close('}');
    }
    json_close('}');

    char *score = read_whole("/proc/self/oom_score_adj", NULL);
    json_key("oomScoreAdj");
    if (score)
        json_number(atoi(score));
    else
        json_null();
}
