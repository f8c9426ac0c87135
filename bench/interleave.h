// SPDX-License-Identifier: Apache-2.0
// interleave: runs candidates side by side in rounds, so that whatever else the machine does meets all of them alike.
#ifndef HUSK_INTERLEAVE_H
#define HUSK_INTERLEAVE_H

#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_CANDIDATES = 8, MAX_STEPS = 8, MAX_WORDS = 32 };

// One command, already split into words. words[0] == NULL means "wait for the container's orphaned init".
struct step {
    char *words[MAX_WORDS + 1];
};

struct steps {
    int count;
    struct step at[MAX_STEPS];
};

struct candidate {
    char *name;
    char version[128];
    struct steps before, timed, after;
    double *us;        // one sample a round
    long rss;          // KiB: the largest of any timed command and what it waited for
    long init_rss;     // KiB: the largest of the container's own processes, where a step waits for them
};

struct plan {
    char *scenario;
    int count;
    struct candidate at[MAX_CANDIDATES];
};

// plan.c
void plan_read(struct plan *plan, const char *path);

// measure.c
extern int max_seconds; // that one command may take
void measure_prepare(void);
void measure_version(struct candidate *c, const struct step *step);
void measure_untimed(struct candidate *c, const struct steps *steps, const char *id);
void measure_clear(const struct candidate *c, const char *id);
void measure_timed(struct candidate *c, const char *id, int round);

// quiet.c
void rest(int ms, int until_quiet);

// statistics.c: all take ascending samples, except sort.
void sort(double *samples, int count);
double quantile(const double *ascending, int count, double q);
void shuffle(int *order, int count, uint64_t *seed);
int statistics_self_test(void);

// budgets.c
struct budget {
    char scenario[64], candidate[64], against[64], what[16];
    double now, final;
};
int budgets_read(const char *path, struct budget *budgets, int max);

// report.c
void report_table(const struct plan *plan, int rounds, const char *budgets);
void report_json(const struct plan *plan, int rounds, const char *path, const char *commit);

_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
