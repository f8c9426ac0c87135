// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern int probe_argc;
extern char **probe_argv;

int verb_facts(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    json_open('{');
    facts_descriptors(); /* first: the other sections open files of their own */
    facts_process(probe_argc, probe_argv);
    facts_credentials();
    facts_limits();
    facts_scheduling();
    facts_signals();
    facts_devices();
    facts_mounts();
    facts_namespaces();
    facts_cgroups();
    facts_keyring();
    facts_terminal();
    facts_network();
    json_close('}');
    json_end();
    return 0;
}

int verb_fds(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    json_open('{');
    facts_descriptors();
    json_close('}');
    json_end();
    return 0;
}

int verb_sysctl(int argc, char **argv)
{
    json_open('{');
    for (int i = 1; i < argc; i++) {
        char path[512];
        snprintf(path, sizeof path, "/proc/sys/%s", argv[i]);
        for (char *at = path + strlen("/proc/sys/"); *at; at++)
            if (*at == '.')
                *at = '/';
        char *value = read_whole(path, NULL);
        json_key(argv[i]);
        if (value)
            json_bytes(value, strcspn(value, "\n"));
        else
            json_null();
    }
    json_close('}');
    json_end();
    return 0;
}
