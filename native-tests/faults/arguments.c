// SPDX-License-Identifier: Apache-2.0
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *log_path = "/dev/null";
enum role fault_role = UNKNOWN;
int fault_ordinal, fault_errno;

_Noreturn void die(const char *what)
{
    perror(what);
    exit(126);
}

/* The index of the command's first word. */
int parse(int argc, char **argv)
{
    int at = 1;
    while (at < argc && strcmp(argv[at], "--") != 0) {
        if (strcmp(argv[at], "-l") == 0 && at + 1 < argc) {
            log_path = argv[at + 1];
            at += 2;
        } else if (strcmp(argv[at], "-k") == 0 && at + 3 < argc) {
            fault_role = strcmp(argv[at + 1], "child") == 0 ? CHILD : RUNTIME;
            fault_ordinal = atoi(argv[at + 2]);
            fault_errno = atoi(argv[at + 3]);
            at += 4;
        } else {
            break;
        }
    }
    if (at + 1 >= argc || strcmp(argv[at], "--") != 0) {
        fputs("usage: fault [-l LOG] [-k runtime|child ORDINAL ERRNO] -- COMMAND...\n", stderr);
        exit(126);
    }
    return at + 1;
}
