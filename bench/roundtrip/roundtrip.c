// SPDX-License-Identifier: Apache-2.0
// roundtrip serve PORT: sends every byte back. roundtrip ask ADDRESS PORT COUNT: how long one byte is on its way there and
// back, on one connection: the median of COUNT times, in microseconds.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void check(int result, const char *what)
{
    if (result >= 0)
        return;
    perror(what);
    exit(1);
}

static void at_once(int socket)
{
    check(setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int)), "setsockopt");
}

static void serve(struct sockaddr_in *at)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    check(setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)), "setsockopt");
    check(bind(listener, (struct sockaddr *)at, sizeof *at), "bind");
    check(listen(listener, 8), "listen");
    for (;;) {
        int caller = accept(listener, NULL, NULL);
        char byte;
        check(caller, "accept");
        at_once(caller);
        while (read(caller, &byte, 1) == 1 && write(caller, &byte, 1) == 1)
            ;
        close(caller);
    }
}

static int compare(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

static double ask(struct sockaddr_in *at, int count)
{
    double *times = calloc((size_t)count, sizeof *times);
    int server = socket(AF_INET, SOCK_STREAM, 0);
    check(connect(server, (struct sockaddr *)at, sizeof *at), "connect");
    at_once(server);
    for (int i = 0; i < count; i++) {
        struct timespec begun, ended;
        char byte = 'x';
        clock_gettime(CLOCK_MONOTONIC, &begun);
        if (write(server, &byte, 1) != 1 || read(server, &byte, 1) != 1)
            check(-1, "round trip");
        clock_gettime(CLOCK_MONOTONIC, &ended);
        times[i] = (double)(ended.tv_sec - begun.tv_sec) * 1e6 + (double)(ended.tv_nsec - begun.tv_nsec) / 1e3;
    }
    qsort(times, (size_t)count, sizeof *times, compare);
    return times[count / 2];
}

int main(int argc, char **argv)
{
    struct sockaddr_in at = { .sin_family = AF_INET };
    if (argc == 3 && strcmp(argv[1], "serve") == 0) {
        at.sin_port = htons((unsigned short)atoi(argv[2]));
        serve(&at);
    }
    if (argc == 5 && strcmp(argv[1], "ask") == 0 && atoi(argv[4]) > 0 && inet_pton(AF_INET, argv[2], &at.sin_addr) == 1) {
        at.sin_port = htons((unsigned short)atoi(argv[3]));
        printf("%.1f\n", ask(&at, atoi(argv[4])));
        return 0;
    }
    fputs("usage: roundtrip serve PORT | roundtrip ask ADDRESS PORT COUNT\n", stderr);
    return 2;
}
