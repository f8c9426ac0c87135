// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <string.h>

/* proc_pid_mountinfo(5) writes space, tab, newline and backslash as three octal digits. */
static char *unescape(char *field)
{
    char *to = field;
    for (char *from = field; *from; to++) {
        if (from[0] == '\\' && from[1] && from[2] && from[3]) {
            *to = (char)((from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0'));
            from += 4;
        } else {
            *to = *from++;
        }
    }
    *to = 0;
    return field;
}

static void list(const char *name, char *field, const char *separator)
{
    char *rest;
    json_key(name), json_open('[');
    for (char *item = strtok_r(field, separator, &rest); item; item = strtok_r(NULL, separator, &rest))
        json_string(unescape(item));
    json_close(']');
}

static void mount(char *line)
{
    char *tail = strstr(line, " - "), *rest;
    if (!tail)
        return;
    *tail = 0;
    tail += 3;
    json_open('{');
    strtok_r(line, " ", &rest);
    strtok_r(NULL, " ", &rest);
    json_key("device"), json_string(strtok_r(NULL, " ", &rest));
    json_key("root"), json_string(unescape(strtok_r(NULL, " ", &rest)));
    json_key("point"), json_string(unescape(strtok_r(NULL, " ", &rest)));
    list("options", strtok_r(NULL, " ", &rest), ",");
    list("propagation", rest, " ");

    json_key("type"), json_string(strtok_r(tail, " ", &rest));
    char *source = strtok_r(NULL, " ", &rest);
    json_key("source"), json_string(unescape(source ? source : ""));
    list("superOptions", rest, ",");
    json_close('}');
}

void facts_mounts(void)
{
    char *table = read_whole("/proc/self/mountinfo", NULL), *rest;
    json_key("mounts");
    if (!table) {
        json_null();
        return;
    }
    json_open('[');
    for (char *line = strtok_r(table, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        mount(line);
    json_close(']');
}
