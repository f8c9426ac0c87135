// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A whole file, with a zero byte behind it; null if it cannot be opened. The caller never frees: a probe is short. */
char *read_whole(const char *path, size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    size_t size = 0, room = 1 << 16;
    char *text = malloc(room);
    ssize_t got;
    while ((got = read(fd, text + size, room - size - 1)) > 0) {
        size += (size_t)got;
        if (room - size < 2)
            text = realloc(text, room *= 2);
    }
    close(fd);
    text[size] = 0;
    if (length)
        *length = size;
    return text;
}

bool link_target(const char *path, char *target, size_t size)
{
    ssize_t length = readlink(path, target, size - 1);
    if (length < 0)
        return false;
    target[length] = 0;
    return true;
}

/* "SIGTERM", and "SIGRTMIN+2" for what has no name of its own. */
const char *signal_name(int number)
{
    static char name[32];
    const char *abbreviation = sigabbrev_np(number);
    if (abbreviation)
        snprintf(name, sizeof name, "SIG%s", abbreviation);
    else
        snprintf(name, sizeof name, "SIGRTMIN+%d", number - SIGRTMIN);
    return name;
}

int signal_number(const char *name)
{
    if (*name >= '0' && *name <= '9')
        return atoi(name);
    for (int number = 1; number < SIGRTMIN; number++)
        if (sigabbrev_np(number) && strcmp(signal_name(number), name) == 0)
            return number;
    return -1;
}
