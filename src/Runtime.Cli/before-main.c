// SPDX-License-Identifier: Apache-2.0
// What has to happen, or not to happen, in husk-oci before the .NET runtime starts. docs/decisions/0008.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// A thread inherits its maker's mask, and the runtime makes the finalizer's before any line of ours: held back here,
// these signals are never taken by it (signal(7)). Main gives the first thread its own mask back.
// All but the signals of faults, the two that cannot be held back, and those that glibc and the runtime (34, 35) use.
enum { KEPT_SIGNALS_MAX = 35 };

static uint64_t before;

static uint64_t bit(int signal) {
  return UINT64_C(1) << (signal - 1);
}

__attribute__((constructor)) static void hold_signals_back(void) {
  const int kept[] = {SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, 32, 33, 34, KEPT_SIGNALS_MAX};
  uint64_t set = UINT64_MAX;
  for (unsigned i = 0; i < sizeof kept / sizeof *kept; i++)
    set &= ~bit(kept[i]);
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &set, &before, sizeof before);
}

// What the program was started with.
uint64_t husk_signals_held_at_start(void) {
  return before;
}

// The collector reads /proc/self/mountinfo, /proc/self/cgroup and memory.stat twice to learn a limit, /sys for NUMA
// nodes, and glibc reads /proc/self/maps for the runtime to learn where the first stack ends: 0.4 ms of the 2 it takes
// to the first line of Main. The heap has a limit of its own (System.GC.HeapHardLimit), and the stack's end is known.
// The linker's --wrap (Runtime.Cli.csproj) puts these in their place.
void __wrap__Z16InitializeCGroupv(void) {
}

void __wrap__Z19InitializeCpuCGroupv(void) {
}

int __real_pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);
extern void *__libc_stack_end;

int __wrap_pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes) {
  struct rlimit limit;
  if (getpid() != syscall(SYS_gettid) || !pthread_equal(thread, pthread_self()) || getrlimit(RLIMIT_STACK, &limit) != 0 ||
      limit.rlim_cur == RLIM_INFINITY)
    return __real_pthread_getattr_np(thread, attributes);
  // As glibc does it: the stack may grow down to its limit, counted from the page that its first frame is in.
  const uintptr_t page = 4096;
  uintptr_t end = ((uintptr_t)__libc_stack_end + page - 1) & ~(page - 1);
  size_t size = limit.rlim_cur & ~(page - 1);
  int failed = pthread_attr_init(attributes);
  return failed ? failed : pthread_attr_setstack(attributes, (void *)(end - size), size);
}
