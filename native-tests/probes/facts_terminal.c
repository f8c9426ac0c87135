// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static void names(void)
{
    json_key("names"), json_open('[');
    for (int fd = 0; fd < 3; fd++) {
        char name[256];
        if (ttyname_r(fd, name, sizeof name) == 0)
            json_string(name);
        else
            json_null();
    }
    json_close(']');
}

void facts_terminal(void)
{
    struct winsize size = {0};
    struct termios settings = {0};
    json_key("terminal"), json_open('{');
    json_key("isatty"), json_open('[');
    for (int fd = 0; fd < 3; fd++)
        json_bool(isatty(fd));
    json_close(']');
    names();
    ioctl(0, TIOCGWINSZ, &size);
    json_key("rows"), json_number(size.ws_row);
    json_key("columns"), json_number(size.ws_col);
    json_key("echo"), json_bool(tcgetattr(0, &settings) == 0 && settings.c_lflag & ECHO);
    json_key("onlcr"), json_bool(settings.c_oflag & ONLCR);

    /* /dev/tty opens if and only if there is a controlling terminal (tty(4)). */
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    json_key("controlling"), json_bool(tty >= 0);
    json_key("foregroundPgid"), json_number(tty >= 0 ? tcgetpgrp(tty) : -1);
    if (tty >= 0)
        close(tty);
    json_close('}');
}
