// SPDX-License-Identifier: Apache-2.0
/* What a service says to its manager: sd_notify(3). */
#include "probe.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int verb_notify(int argc, char **argv)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un manager = {.sun_family = AF_UNIX};
    if (!path || argc < 2 || strlen(path) >= sizeof manager.sun_path)
        return 2;
    strcpy(manager.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    for (int i = 1; i < argc; i++)
        if (sendto(fd, argv[i], strlen(argv[i]), 0, (struct sockaddr *)&manager, sizeof manager) < 0) {
            fprintf(stderr, "%s: %s\n", path, strerror(errno));
            return 1;
        }
    return close(fd);
}
