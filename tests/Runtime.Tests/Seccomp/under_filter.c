// SPDX-License-Identifier: Apache-2.0
//
// Makes system calls under a seccomp filter and says what became of each.
//
//   under_filter FILTER LOADFLAGS CASE...
//
// FILTER is a file of struct sock_filter. A CASE is MODE:NUMBER[:ARGUMENT]...; each runs in a process of its own:
//   call      makes the call and prints "returned N" or "errno N"; "killed SIG" when it does not come back,
//             "trapped NUMBER" when SIGSYS could be handled
//   i386      the same through int $0x80
//   thread    in a second thread; prints "thread gone" when only that thread was killed
//   notify    a second process makes the call, the first answers the notification with errno 95, having printed
//             "asked about NUMBER"
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct outcome {
	volatile int came_back, trapped, notified;
	volatile long result;
};

static struct outcome *outcome;	// shared between the processes, so that telling needs no system call
static struct sock_fprog program;
static unsigned long load_flags;
static long number, arguments[6];
static int i386;

static int load(unsigned long more_flags)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, load_flags | more_flags, &program);
}

static long call(void)
{
	long result;
#ifdef __x86_64__
	if (i386) {
		__asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(arguments[0]), "c"(arguments[1]),
				 "d"(arguments[2]), "S"(arguments[3]), "D"(arguments[4]) : "memory", "r8", "r9", "r10", "r11");
		return (int)result;
	}
#endif
	result = syscall(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
	return result == -1 ? -errno : result;
}

static void on_sigsys(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	outcome->result = info->si_syscall;
	outcome->trapped = 1;
	_exit(0);
}

static void make_call(void)
{
	if (load(0) < 0) {
		perror("seccomp");
		_exit(3);
	}
	outcome->result = call();
	outcome->came_back = 1;
}

static void *in_thread(void *unused)
{
	make_call();
	return unused;
}

static void answer_one(int listener)
{
	struct seccomp_notif ask;
	struct seccomp_notif_resp reply;

	memset(&ask, 0, sizeof ask);
	memset(&reply, 0, sizeof reply);
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &ask))
		_exit(3);
	outcome->notified = ask.data.nr;
	reply.id = ask.id;
	reply.error = -95;
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply))
		_exit(3);
}

static void run(const char *mode)
{
	struct sigaction action = { .sa_sigaction = on_sigsys, .sa_flags = SA_SIGINFO };

	sigaction(SIGSYS, &action, NULL);
	i386 = strcmp(mode, "i386") == 0;
	if (strcmp(mode, "thread") == 0) {
		pthread_t thread;
		pthread_create(&thread, NULL, in_thread, NULL);
		pthread_join(thread, NULL);
	} else if (strcmp(mode, "notify") == 0) {
		int listener = load(0);
		pid_t child = listener < 0 ? -1 : fork();
		if (child < 0)
			_exit(3);
		if (child == 0) {
			outcome->result = call();
			outcome->came_back = 1;
			_exit(0);
		}
		answer_one(listener);
		waitpid(child, NULL, 0);
	} else {
		make_call();
	}
	_exit(0);
}

static void tell(const char *mode, int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		printf("failed\n");
	else if (strcmp(mode, "notify") == 0)
		printf("asked about %d, errno %ld\n", outcome->notified, -outcome->result);
	else if (outcome->trapped)
		printf("trapped %ld\n", outcome->result);
	else if (WIFSIGNALED(status))
		printf("killed %d\n", WTERMSIG(status));
	else if (!outcome->came_back)
		printf("thread gone\n");
	else if (outcome->result < 0)
		printf("errno %ld\n", -outcome->result);
	else
		printf("returned %ld\n", outcome->result);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static struct sock_filter filter[BPF_MAXINSNS];
	FILE *file = argc > 2 ? fopen(argv[1], "r") : NULL;

	if (!file)
		return 2;
	program.len = fread(filter, sizeof filter[0], BPF_MAXINSNS, file);
	program.filter = filter;
	load_flags = strtoul(argv[2], NULL, 0);
	outcome = mmap(NULL, sizeof *outcome, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	for (int i = 3; i < argc; i++) {
		char *mode = strtok(argv[i], ":"), *part;
		int status, count = -1;

		memset((void *)outcome, 0, sizeof *outcome);
		memset(arguments, 0, sizeof arguments);
		while ((part = strtok(NULL, ":")) && count < 6) {
			if (count < 0)
				number = strtol(part, NULL, 0);
			else
				arguments[count] = strtoul(part, NULL, 0);
			count++;
		}
		pid_t child = fork();
		if (child == 0)
			run(mode);
		waitpid(child, &status, 0);
		tell(mode, status);
	}
	return 0;
}
