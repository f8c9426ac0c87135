// SPDX-License-Identifier: Apache-2.0
/*
 * A stand-in for CRIU that holds its side of the conversation and keeps a record of the other: `criu swrk FD` as
 * recorded from CRIU 4.2, whose messages are in its images/rpc.proto. What it kills and starts is real; it writes no
 * images.
 *
 * CRIU_RECORD=FILE gets a line for each field of each request: `RESTORE opts.ext_mnt.key=/mnt` with numbers for names,
 * `2 2.23.1=/mnt`. CRIU_FAILS=TYPE says no to requests of that type, CRIU_DIES=TYPE ends without an answer.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DUMP = 1, RESTORE = 2, PRE_DUMP = 4, NOTIFY = 6, FEATURE_CHECK = 9, VERSION = 10 };

struct message {
    unsigned char bytes[40960];
    size_t length;
};

struct request {
    long type, pid, leave_running, images;
    char log_file[64], root[4096];
};

static int server;
static FILE *record;

static void put_varint(struct message *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out->bytes[out->length++] = (unsigned char)(value | 0x80);
    out->bytes[out->length++] = (unsigned char)value;
}

static void put_number(struct message *out, int field, uint64_t value)
{
    put_varint(out, (uint64_t)field << 3);
    put_varint(out, value);
}

static void put_bytes(struct message *out, int field, const void *bytes, size_t length)
{
    put_varint(out, (uint64_t)field << 3 | 2);
    put_varint(out, length);
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

static uint64_t take_varint(const unsigned char **at, const unsigned char *end)
{
    uint64_t value = 0;
    for (int shift = 0; *at < end && shift < 70; shift += 7) {
        unsigned char byte = *(*at)++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    fprintf(stderr, "criu: a number does not end\n");
    exit(3);
}

/* criu_req.opts, and in it the fields that are messages themselves (rpc.proto). */
static bool is_message(const char *path)
{
    static const char *const messages[] = {"2", "2.11", "2.23", "2.25", "2.27", "2.39", "5"};
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (strcmp(messages[i], path) == 0)
            return true;
    return false;
}

static void note(struct request *request, const char *path, uint64_t number, const unsigned char *text, size_t length)
{
    if (strcmp(path, "1") == 0)
        request->type = (long)number;
    if (strcmp(path, "2.1") == 0)
        request->images = (long)number;
    if (strcmp(path, "2.2") == 0)
        request->pid = (long)number;
    if (strcmp(path, "2.3") == 0)
        request->leave_running = (long)number;
    if (strcmp(path, "2.10") == 0)
        snprintf(request->log_file, sizeof request->log_file, "%.*s", (int)length, (const char *)text);
    if (strcmp(path, "2.13") == 0)
        snprintf(request->root, sizeof request->root, "%.*s", (int)length, (const char *)text);
    if (!record)
        return;
    if (text)
        fprintf(record, "%ld %s=%.*s\n", request->type, path, (int)length, (const char *)text);
    else
        fprintf(record, "%ld %s=%lld\n", request->type, path, (long long)number);
}

static void walk(struct request *request, const char *prefix, const unsigned char *at, const unsigned char *end)
{
    while (at < end) {
        uint64_t key = take_varint(&at, end);
        char path[64];
        snprintf(path, sizeof path, "%s%s%u", prefix, *prefix ? "." : "", (unsigned)(key >> 3));
        uint64_t value = take_varint(&at, end);
        if ((key & 7) == 0) {
            note(request, path, value, NULL, 0);
        } else if ((key & 7) == 2 && value <= (uint64_t)(end - at)) {
            if (is_message(path))
                walk(request, path, at, at + value);
            else
                note(request, path, 0, at, value);
            at += value;
        } else {
            fprintf(stderr, "criu: field %s is broken\n", path);
            exit(3);
        }
    }
}

static struct request receive(void)
{
    static struct message in;
    struct request request = {.images = -1};
    ssize_t got = recv(server, in.bytes, sizeof in.bytes, 0);
    if (got <= 0)
        exit(4);
    walk(&request, "", in.bytes, in.bytes + got);
    if (record)
        fflush(record);
    return request;
}

static void answer(struct message *out)
{
    if (send(server, out->bytes, out->length, MSG_NOSIGNAL) < 0)
        exit(4);
}

static struct message begin(long type, bool success)
{
    struct message out = {.length = 0};
    put_number(&out, 1, (uint64_t)type);
    put_number(&out, 2, success);
    return out;
}

/* Tells of a moment, and goes on when the other side says that it has done its part. */
static void notify(const char *script, int pid)
{
    struct message inner = {.length = 0}, out = begin(NOTIFY, true);
    put_bytes(&inner, 1, script, strlen(script));
    put_number(&inner, 2, (uint64_t)pid);
    put_bytes(&out, 5, inner.bytes, inner.length);
    answer(&out);
    if (receive().type != NOTIFY) {
        fprintf(stderr, "criu: no word on %s\n", script);
        exit(5);
    }
}

static void log_line(const struct request *request, const char *text)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    getsockopt(server, SOL_SOCKET, SO_PEERCRED, &peer, &size);
    char path[256];
    snprintf(path, sizeof path, "/proc/%d/fd/%ld/%s", peer.pid, request->images, request->log_file);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (fd >= 0) {
        dprintf(fd, "(00.000042) %s\n", text);
        close(fd);
    }
}

static void check_failure(const struct request *request)
{
    const char *fails = getenv("CRIU_FAILS"), *dies = getenv("CRIU_DIES");
    if (dies && atol(dies) == request->type)
        exit(6);
    if (!fails || atol(fails) != request->type)
        return;
    log_line(request, "Warn  (criu/fake.c:1): this is not the reason");
    log_line(request, "Error (criu/fake.c:2): Can't do what was asked");
    struct message out = begin(request->type, false);
    put_number(&out, 7, EBADE);
    answer(&out);
    exit(1);
}

static void dump(const struct request *request)
{
    notify("pre-dump", (int)request->pid);
    if (request->type == DUMP) {
        notify("post-dump", (int)request->pid);
        if (!request->leave_running) {
            struct pollfd dying = {.fd = (int)syscall(SYS_pidfd_open, (pid_t)request->pid, 0), .events = POLLIN};
            kill((pid_t)request->pid, SIGKILL);
            poll(&dying, 1, -1);
        }
    }
}

/* The restored process is a sibling (rst_sibling), in the root that it was given. */
static int restore(const struct request *request)
{
    int executed[2];
    char nothing;
    if (pipe2(executed, O_CLOEXEC) < 0)
        _exit(10);
    pid_t pid = (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (pid == 0) {
        if (chroot(request->root) < 0 || chdir("/") < 0)
            _exit(7);
        close(server);
        execl("/bin/probe", "probe", "sleep", (char *)NULL);
        _exit(8);
    }
    /* CRIU answers when the process is there: the root may be unmounted as soon as it has. */
    close(executed[1]);
    while (read(executed[0], &nothing, 1) < 0 && errno == EINTR)
        continue;
    notify("setup-namespaces", pid);
    notify("post-restore", pid);
    return pid;
}

int main(int argc, char **argv)
{
    if (argc != 3 || strcmp(argv[1], "swrk") != 0)
        return 2;
    server = atoi(argv[2]);
    const char *path = getenv("CRIU_RECORD");
    record = path ? fopen(path, "ae") : NULL;
    struct request request = receive();
    check_failure(&request);
    struct message inner = {.length = 0}, out = begin(request.type, true);
    switch (request.type) {
    case VERSION:
        put_number(&inner, 1, 3);
        put_number(&inner, 2, 17);
        put_number(&inner, 4, 1);
        put_bytes(&out, 10, inner.bytes, inner.length);
        break;
    case FEATURE_CHECK:
        put_number(&inner, 1, getenv("CRIU_LACKS") == NULL);
        put_number(&inner, 2, getenv("CRIU_LACKS") == NULL);
        put_bytes(&out, 8, inner.bytes, inner.length);
        break;
    case DUMP:
    case PRE_DUMP:
        dump(&request);
        break;
    case RESTORE:
        put_number(&inner, 1, (uint64_t)restore(&request));
        put_bytes(&out, 4, inner.bytes, inner.length);
        break;
    default:
        return 9;
    }
    answer(&out);
    return 0;
}
