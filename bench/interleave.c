// SPDX-License-Identifier: Apache-2.0
// interleave PLAN ROUNDS [-q] [-p MS] [-t SECONDS] [-b BUDGETS.md] [-o RESULTS.jsonl -c COMMIT]
// interleave --self-test
// -p: the pause before every sample, -q: and longer, until the processors are idle; -t: what one command may take.
#include "interleave.h"
#include <stdarg.h>
#include <time.h>

enum { WARM_UP = 3 };

// The candidates whose lasting containers are there and have to go, also when something fails.
static struct plan *begun;
static int begun_count;

static const char *lasting_name(const struct candidate *c)
{
    static char own[64];
    snprintf(own, sizeof own, "bench-%d-%s", getpid(), c->name);
    return own;
}

void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "interleave: ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    va_end(arguments);
    while (begun_count > 0) {
        const struct candidate *c = &begun->at[--begun_count];
        measure_clear(c, lasting_name(c));
    }
    exit(1);
}

static int pause_ms = 30, quiet;

static void run_round(struct plan *plan, int round, uint64_t *seed)
{
    static int serial;
    int order[MAX_CANDIDATES];
    char id[64];
    for (int i = 0; i < plan->count; i++)
        order[i] = i;
    shuffle(order, plan->count, seed);
    for (int i = 0; i < plan->count; i++) {
        struct candidate *c = &plan->at[order[i]];
        snprintf(id, sizeof id, "bench-%d-%d", getpid(), serial++);
        rest(pause_ms, quiet);
        // A scenario with a lasting container (exec) names that one; the others need a new name every time.
        measure_timed(c, c->before.count ? lasting_name(c) : id, round);
    }
}

static void run_all(struct plan *plan, int rounds)
{
    uint64_t seed = (uint64_t)time(NULL) * 2 + 1;
    begun = plan;
    for (int i = 0; i < plan->count; i++) {
        struct candidate *c = &plan->at[i];
        c->us = calloc((size_t)rounds, sizeof(double));
        begun_count = i + 1;
        measure_untimed(c, &c->before, lasting_name(c));
    }
    for (int round = -WARM_UP; round < rounds; round++)
        run_round(plan, round, &seed);
    while (begun_count > 0) {
        struct candidate *c = &plan->at[--begun_count];
        measure_untimed(c, &c->after, lasting_name(c));
        sort(c->us, rounds);
    }
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--self-test") == 0)
        return statistics_self_test() != 0;
    int rounds = argc >= 3 ? atoi(argv[2]) : 0;
    if (rounds < 1)
        fail("usage: interleave PLAN ROUNDS [-q] [-p MS] [-t SECONDS] [-b BUDGETS.md] [-o RESULTS.jsonl -c COMMIT]"
             " | interleave --self-test");
    const char *budgets = NULL, *results = NULL, *commit = "";
    int option;
    optind = 3;
    while ((option = getopt(argc, argv, "b:c:o:p:qt:")) != -1) {
        if (option == 'b')
            budgets = optarg;
        else if (option == 'p')
            pause_ms = atoi(optarg);
        else if (option == 't')
            max_seconds = atoi(optarg);
        else if (option == 'q')
            quiet = 1;
        else if (option == 'c')
            commit = optarg;
        else if (option == 'o')
            results = optarg;
        else
            return 2;
    }
    struct plan plan = { 0 };
    measure_prepare();
    plan_read(&plan, argv[1]);
    run_all(&plan, rounds);
    report_table(&plan, rounds, budgets);
    if (results)
        report_json(&plan, rounds, results, commit);
    return 0;
}
