// SPDX-License-Identifier: Apache-2.0
// docs/budgets.md is the one place where the targets stand. A budget is a row of its table with six cells:
// | scenario | candidate | against | time or rss | now | final |
#include "interleave.h"

static char *trim(char *text)
{
    text += strspn(text, " \t`");
    size_t length = strlen(text);
    while (length && strchr(" \t\n`", text[length - 1]))
        text[--length] = 0;
    return text;
}

int budgets_read(const char *path, struct budget *budgets, int max)
{
    FILE *file = fopen(path, "re");
    if (!file)
        fail("budgets: open %s: %s", path, strerror(errno));
    char line[1024];
    int count = 0;
    while (count < max && fgets(line, sizeof line, file)) {
        char *cells[6], *rest = line;
        int n = 0;
        if (*rest++ != '|')
            continue;
        while (n < 6 && (cells[n] = strsep(&rest, "|")) && rest)
            cells[n] = trim(cells[n]), n++;
        struct budget b = { 0 };
        char *end;
        if (n < 6 || (b.now = strtod(cells[4], &end), *end) || !*cells[4])
            continue;
        b.final = strtod(cells[5], &end);
        snprintf(b.scenario, sizeof b.scenario, "%s", cells[0]);
        snprintf(b.candidate, sizeof b.candidate, "%s", cells[1]);
        snprintf(b.against, sizeof b.against, "%s", cells[2]);
        snprintf(b.what, sizeof b.what, "%s", cells[3]);
        budgets[count++] = b;
    }
    fclose(file);
    return count;
}
