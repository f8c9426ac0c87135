// SPDX-License-Identifier: Apache-2.0
/*
 * The witness inside a container: a static program that tells, as JSON on stdout, what the kernel says of
 * the process it runs in, and that behaves in ways a runtime must cope with. It shares no code with any runtime.
 */
#ifndef PROBE_H
#define PROBE_H

#define _GNU_SOURCE
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* json.c: a writer that puts the commas itself. Bytes that are not UTF-8 come out as U+FFFD. */
void json_open(char bracket);
void json_close(char bracket);
void json_key(const char *name);
void json_string(const char *text);
void json_bytes(const char *text, size_t length);
void json_number(long long value);
void json_unsigned(unsigned long long value);
void json_hex(unsigned long long value);
void json_bool(bool value);
void json_null(void);
void json_errno(int error);
void json_end(void);

/* text.c */
char *read_whole(const char *path, size_t *length);
bool link_target(const char *path, char *target, size_t size);
const char *signal_name(int number);
int signal_number(const char *name);

/* facts_*.c: each writes one or more members of the object that `probe facts` prints. */
void facts_process(int argc, char **argv);
void facts_credentials(void);
void facts_limits(void);
void facts_scheduling(void);
void facts_signals(void);
void facts_descriptors(void);
void facts_devices(void);
void facts_mounts(void);
void facts_namespaces(void);
void facts_cgroups(void);
void facts_keyring(void);
void facts_terminal(void);
void facts_network(void);

/* Verbs: argv[0] is the verb's own name. The value is what the process exits with if nothing follows. */
int verb_facts(int argc, char **argv);
int verb_fds(int argc, char **argv);
int verb_access(int argc, char **argv);
int verb_sysctl(int argc, char **argv);
int verb_exit(int argc, char **argv);
int verb_kill(int argc, char **argv);
int verb_sleep(int argc, char **argv);
int verb_ignore_term(int argc, char **argv);
int verb_signals(int argc, char **argv);
int verb_touch(int argc, char **argv);
int verb_lock(int argc, char **argv);
int verb_fork_orphans(int argc, char **argv);
int verb_fork_bomb(int argc, char **argv);
int verb_eat_memory(int argc, char **argv);
int verb_burn_cpu(int argc, char **argv);
int verb_unfreezable(int argc, char **argv);
int verb_notify(int argc, char **argv);
int verb_mknod(int argc, char **argv);
int verb_open(int argc, char **argv);
int verb_setns(int argc, char **argv);
int verb_syscall(int argc, char **argv);
int verb_winsize(int argc, char **argv);
int verb_swap(int argc, char **argv);
int verb_spy(int argc, char **argv);
int verb_write_exe(int argc, char **argv);

#endif
