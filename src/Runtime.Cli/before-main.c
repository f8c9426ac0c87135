// SPDX-License-Identifier: Apache-2.0
// What has to happen, or not to happen, in husk-oci before the .NET runtime starts. docs/decisions/0008.
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
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

static void hold_signals_back(void) {
  const int kept[] = {SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, 32, 33, 34, KEPT_SIGNALS_MAX};
  uint64_t set = UINT64_MAX;
  for (unsigned i = 0; i < sizeof kept / sizeof *kept; i++)
    set &= ~bit(kept[i]);
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &set, &before, sizeof before);
}

int __real_main(int argument_count, char **arguments);

int __wrap_main(int argument_count, char **arguments) {
  hold_signals_back();
  // One heap for malloc is enough for one thread.
  mallopt(M_ARENA_MAX, 1);
  // All output is by write(2): there is nothing to flush, and what atexit would free goes with the process.
  _exit(__real_main(argument_count, arguments));
}

// What the program was started with.
uint64_t husk_signals_held_at_start(void) {
  return before;
}

// The collector reads /proc/self/mountinfo, /proc/self/cgroup and memory.stat twice to learn a limit, /sys for NUMA
// nodes, /proc/meminfo for the load, and glibc reads /proc/self/maps for the runtime to learn where the first stack ends:
// 0.5 ms of the 2 it takes to the first line of Main. The heap has a limit of its own (System.GC.HeapHardLimit), and the
// stack's end is known. The linker's --wrap (Runtime.Cli.csproj) puts these in their place.
void __wrap__Z16InitializeCGroupv(void) {
}

void __wrap__Z19InitializeCpuCGroupv(void) {
}

void __wrap__Z21NUMASupportInitializev(void) {
}

void __wrap__ZN15GCToOSInterface15GetMemoryStatusEmPjPmS1_(uint64_t limit, uint32_t *load, uint64_t *available, uint64_t *swap) {
  if (load != NULL)
    *load = 0;
  if (available != NULL)
    *available = limit;
  if (swap != NULL)
    *swap = 0;
}

// What the collector reserves it keeps out of core dumps, a call for each step in which it uses more; husk-oci is not
// dumpable. It is kept from the children instead, which touch none of it: fewer pages to copy, and to tear down at execve.
int __real_madvise(void *start, size_t length, int advice);

int __wrap_madvise(void *start, size_t length, int advice) {
  switch (advice) {
  case MADV_DODUMP:
    return 0;
  case MADV_DONTDUMP:
    return __real_madvise(start, length, MADV_DONTFORK);
  default:
    return __real_madvise(start, length, advice);
  }
}

// husk-oci runs no finalizer: what needs one is disposed of, or goes with the process. Without their thread it has a single
// one, which is what may clone (docs/decisions/0001).
bool __wrap_PalStartFinalizerThread(uint32_t (*callback)(void *), void *context) {
  (void)callback;
  (void)context;
  return true;
}

// Its name since .NET 10.
bool __wrap__Z23PalStartFinalizerThreadPFjPvES_(uint32_t (*callback)(void *), void *context) {
  return __wrap_PalStartFinalizerThread(callback, context);
}

// "Not known", upon which the class library keeps its pool of arrays as for one processor. To learn whether asking is
// quick it would ask 700 times, 0.15 ms, when first an array goes back to the pool.
int32_t __wrap_SystemNative_SchedGetCpu(void) {
  return -1;
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
