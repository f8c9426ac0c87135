// SPDX-License-Identifier: Apache-2.0
/* Ways to live and to end. */
#include "probe.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

int verb_exit(int argc, char **argv)
{
    return argc > 1 ? atoi(argv[1]) : 0;
}

/* In a child: pid 1 of a namespace is immune to signals it has no handler for (pid_namespaces(7)), a child is not. */
int verb_kill(int argc, char **argv)
{
    int signal_to_send = argc > 1 ? signal_number(argv[1]) : SIGKILL;
    if (getpid() != 1) {
        kill(getpid(), signal_to_send);
        pause();
    }
    pid_t child = fork();
    if (child == 0) {
        kill(getpid(), signal_to_send);
        pause();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void leave(int number)
{
    _exit(128 + number);
}

int verb_sleep(int argc, char **argv)
{
    signal(SIGTERM, leave);
    signal(SIGINT, leave);
    signal(SIGHUP, leave);
    if (argc > 1) {
        sleep((unsigned)atoi(argv[1]));
        return 0;
    }
    for (;;)
        pause();
}

int verb_ignore_term(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    for (;;)
        pause();
}

int verb_signals(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    sigset_t all;
    int number;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    puts("ready");
    fflush(stdout);
    do {
        if (sigwait(&all, &number) != 0)
            return 1;
        puts(signal_name(number));
        fflush(stdout);
    } while (number != SIGTERM);
    return 0;
}

int verb_winsize(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    sigset_t wanted;
    int number;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGWINCH);
    sigaddset(&wanted, SIGTERM);
    sigprocmask(SIG_BLOCK, &wanted, NULL);
    do {
        struct winsize size = {0};
        ioctl(0, TIOCGWINSZ, &size);
        printf("size %d %d\n", size.ws_row, size.ws_col);
        fflush(stdout);
        if (sigwait(&wanted, &number) != 0)
            return 1;
    } while (number == SIGWINCH);
    return 0;
}

int verb_lock(int argc, char **argv)
{
    int fd = argc == 2 ? open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0644) : -1;
    return fd < 0 || flock(fd, LOCK_EX | LOCK_NB) < 0;
}

int verb_touch(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        int fd = open(argv[i], O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (fd < 0)
            return 1;
        close(fd);
    }
    return 0;
}
