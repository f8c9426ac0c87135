// SPDX-License-Identifier: Apache-2.0
// A scenario as text, a line each:
//   candidate NAME | version COMMAND | before COMMAND | time COMMAND | reap | after COMMAND
// Words are parted by blanks; {id}, also within a word, is the container's name, a new one for every sample. `before` and `after` run once,
// around all rounds, with {own} for a name that lasts; `time` and `reap` are the sample, in their order.
#include "interleave.h"

static struct step split(char *text)
{
    struct step step = { 0 };
    char *rest;
    int count = 0;
    for (char *word = strtok_r(text, " \t\n", &rest); word; word = strtok_r(NULL, " \t\n", &rest)) {
        if (count == MAX_WORDS)
            fail("plan: a command has more than %d words", MAX_WORDS);
        step.words[count++] = strdup(word);
    }
    return step;
}

static void add(struct steps *steps, struct step step)
{
    if (steps->count == MAX_STEPS)
        fail("plan: a candidate has more than %d steps", MAX_STEPS);
    steps->at[steps->count++] = step;
}

void plan_read(struct plan *plan, const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file)
        fail("plan: open %s: %s", path, strerror(errno));
    char line[4096];
    struct candidate *c = NULL;
    while (fgets(line, sizeof line, file)) {
        char *keyword = line + strspn(line, " \t\n");
        if (!*keyword || *keyword == '#')
            continue;
        size_t length = strcspn(keyword, " \t\n");
        char *rest = keyword + length + (keyword[length] != 0);
        keyword[length] = 0;
        if (strcmp(keyword, "scenario") == 0) {
            plan->scenario = split(rest).words[0];
        } else if (strcmp(keyword, "candidate") == 0) {
            if (plan->count == MAX_CANDIDATES)
                fail("plan: more than %d candidates", MAX_CANDIDATES);
            c = &plan->at[plan->count++];
            c->name = split(rest).words[0];
        } else if (!c) {
            fail("plan: %s: \"%s\" comes before any candidate", path, keyword);
        } else if (strcmp(keyword, "version") == 0) {
            struct step step = split(rest);
            measure_version(c, &step);
        } else if (strcmp(keyword, "before") == 0) {
            add(&c->before, split(rest));
        } else if (strcmp(keyword, "time") == 0) {
            add(&c->timed, split(rest));
        } else if (strcmp(keyword, "reap") == 0) {
            add(&c->timed, (struct step){ 0 });
        } else if (strcmp(keyword, "after") == 0) {
            add(&c->after, split(rest));
        } else {
            fail("plan: %s: unknown keyword \"%s\"", path, keyword);
        }
    }
    fclose(file);
    if (!plan->scenario || !plan->count)
        fail("plan: %s names no scenario or no candidate", path);
}
