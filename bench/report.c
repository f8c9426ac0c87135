// SPDX-License-Identifier: Apache-2.0
// The table for people, with the budgets and whether they are met; the JSON line for the record.
#include "interleave.h"
#include <sys/utsname.h>
#include <time.h>

static const struct candidate *find(const struct plan *plan, const char *name)
{
    for (int i = 0; i < plan->count; i++)
        if (strcmp(plan->at[i].name, name) == 0)
            return &plan->at[i];
    return NULL;
}

static double median(const struct candidate *c, int rounds)
{
    return quantile(c->us, rounds, 0.5);
}

static void print_budgets(const struct plan *plan, int rounds, const char *path)
{
    struct budget budgets[64];
    int count = budgets_read(path, budgets, 64);
    for (int i = 0; i < count; i++) {
        const struct budget *b = &budgets[i];
        if (strcmp(b->scenario, plan->scenario) != 0)
            continue;
        const struct candidate *who = find(plan, b->candidate), *against = find(plan, b->against);
        if (!who || !against) {
            printf("  budget  %s <= %.2f x %s (final %.2f): not measured, %s is missing\n",
                   b->candidate, b->now, b->against, b->final, who ? b->against : b->candidate);
            continue;
        }
        int memory = strcmp(b->what, "rss") == 0;
        double ratio = memory ? (double)who->rss / (double)against->rss : median(who, rounds) / median(against, rounds);
        printf("  budget  %s %s %.2f x %s: now <= %.2f %s, final <= %.2f %s\n",
               b->candidate, b->what, ratio, b->against, b->now, ratio <= b->now ? "met" : "MISSED",
               b->final, ratio <= b->final ? "met" : "not yet");
    }
}

// Ratios are to the first candidate of the plan, which is the floor.
void report_table(const struct plan *plan, int rounds, const char *budgets)
{
    double first = median(&plan->at[0], rounds);
    printf("%s, %d rounds\n  %-10s %9s %9s %9s %7s %9s %9s\n", plan->scenario, rounds,
           "", "min ms", "median", "p90", "ratio", "rss KiB", "init KiB");
    for (int i = 0; i < plan->count; i++) {
        const struct candidate *c = &plan->at[i];
        double middle = median(c, rounds);
        printf("  %-10s %9.2f %9.2f %9.2f %7.2f %9ld %9ld\n", c->name, c->us[0] / 1e3, middle / 1e3,
               quantile(c->us, rounds, 0.9) / 1e3, middle / first, c->rss, c->init_rss);
    }
    if (budgets)
        print_budgets(plan, rounds, budgets);
    printf("\n");
}

static void print_string(FILE *file, const char *text)
{
    fputc('"', file);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', file);
        if ((unsigned char)*text >= ' ')
            fputc(*text, file);
    }
    fputc('"', file);
}

static void read_processor(char *model, size_t size)
{
    char line[512];
    FILE *file = fopen("/proc/cpuinfo", "re");
    snprintf(model, size, "unknown");
    while (file && fgets(line, sizeof line, file)) {
        char *colon = strchr(line, ':');
        if (colon && (strncmp(line, "model name", 10) == 0 || strncmp(line, "CPU part", 8) == 0)) {
            line[strcspn(line, "\n")] = 0;
            snprintf(model, size, "%s", colon + 2);
            break;
        }
    }
    if (file)
        fclose(file);
}

void report_json(const struct plan *plan, int rounds, const char *path, const char *commit)
{
    FILE *file = fopen(path, "ae");
    if (!file)
        fail("results: open %s: %s", path, strerror(errno));
    struct utsname host;
    char model[256], date[32];
    time_t now = time(NULL);
    uname(&host);
    read_processor(model, sizeof model);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
    fprintf(file, "{\"date\":\"%s\",\"scenario\":\"%s\",\"rounds\":%d,\"commit\":\"%s\",\"kernel\":",
            date, plan->scenario, rounds, commit);
    print_string(file, host.release);
    fprintf(file, ",\"machine\":\"%s\",\"cpus\":%ld,\"cpu\":", host.machine, sysconf(_SC_NPROCESSORS_ONLN));
    print_string(file, model);
    fprintf(file, ",\"candidates\":[");
    for (int i = 0; i < plan->count; i++) {
        const struct candidate *c = &plan->at[i];
        fprintf(file, "%s{\"name\":\"%s\",\"version\":", i ? "," : "", c->name);
        print_string(file, c->version);
        fprintf(file, ",\"min_us\":%.0f,\"median_us\":%.0f,\"p90_us\":%.0f,\"rss_kib\":%ld,\"init_rss_kib\":%ld}",
                c->us[0], median(c, rounds), quantile(c->us, rounds, 0.9), c->rss, c->init_rss);
    }
    fprintf(file, "]}\n");
    fclose(file);
}
