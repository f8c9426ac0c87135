// SPDX-License-Identifier: Apache-2.0
// Starts a command and takes its time and memory. vfork-like (posix_spawn), so the driver's size costs nothing.
#include "interleave.h"
#include <fcntl.h>
#include <linux/magic.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

int max_seconds = 60;
static volatile sig_atomic_t interrupted_by;

static int complaints = -1;

// One private mount namespace for the whole bench, so that all candidates pay the same:
// - on a hybrid host crun takes /sys/fs/cgroup/unified for a second set of controllers and fails, unless the list there
//   is empty;
// - state goes to /run, which is a tmpfs on every distribution and part of the root file system in many test machines,
//   where removing a file may wait for the disk (ext4 with discard: several milliseconds).
static void make_stage(void)
{
    const char *controllers = "/sys/fs/cgroup/unified/cgroup.controllers";
    struct statfs run;
    if (geteuid() != 0)
        return;
    if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) < 0)
        fail("private mount namespace: %s", strerror(errno));
    if (access(controllers, F_OK) == 0 && mount("/dev/null", controllers, NULL, MS_BIND, NULL) < 0)
        fail("mount /dev/null on %s: %s", controllers, strerror(errno));
    if (statfs("/run", &run) == 0 && run.f_type != TMPFS_MAGIC && mount("tmpfs", "/run", "tmpfs", 0, "mode=755") < 0)
        fail("mount a tmpfs on /run: %s", strerror(errno));
}

static void interrupt(int signal)
{
    interrupted_by = signal; // and wait4 ends with EINTR
}

void measure_prepare(void)
{
    make_stage();
    setpriority(PRIO_PROCESS, 0, -20); // others on the machine; where this is not allowed -q is all there is
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    struct sigaction action = { .sa_handler = interrupt };
    sigaction(SIGALRM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    complaints = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC | O_APPEND, 0600);
    if (complaints < 0)
        fail("a place for the candidates' stderr: %s", strerror(errno));
}

static pid_t start(char *const *words, int out)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (out >= 0)
        posix_spawn_file_actions_adddup2(&actions, out, 1);
    else
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, complaints, 2);
    pid_t pid;
    int error = posix_spawnp(&pid, words[0], &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error)
        fail("start %s: %s", words[0], strerror(error));
    return pid;
}

static void check(const struct candidate *c, char *const *words, int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return;
    char text[2048];
    ssize_t length = pread(complaints, text, sizeof text - 1, 0);
    text[length > 0 ? length : 0] = 0;
    fail("candidate %s: %s %s ended with %s %d\n%s", c->name, words[0], words[1] ? words[1] : "",
         WIFSIGNALED(status) ? "signal" : "status", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), text);
}

// The name may be a part of a word, such as a path's. A few bytes a sample, which nobody frees.
static char *named(char *word, const char *id)
{
    char *brace = strstr(word, "{id}");
    if (!brace)
        brace = strstr(word, "{own}");
    if (!brace)
        return word;
    char *filled;
    if (asprintf(&filled, "%.*s%s%s", (int)(brace - word), word, id, strchr(brace, '}') + 1) < 0)
        fail("no memory for a command");
    return filled;
}

static void fill_in(char **filled, const struct step *step, const char *id)
{
    for (int i = 0; i <= MAX_WORDS; i++) {
        filled[i] = step->words[i] ? named(step->words[i], id) : NULL;
        if (!filled[i])
            return;
    }
}

// A candidate that hangs is killed, and said to have hung.
static int wait_for(const struct candidate *c, pid_t pid, char *const *words, struct rusage *usage)
{
    int status;
    alarm((unsigned)max_seconds);
    pid_t ended = wait4(pid, &status, __WALL, usage);
    alarm(0);
    if (ended > 0)
        return status;
    if (errno == ECHILD)
        fail("candidate %s: no container process to wait for", c->name);
    if (pid > 0)
        kill(pid, SIGKILL);
    if (interrupted_by != SIGALRM)
        fail("interrupted");
    const char *verb = words[1] ? words[1] : "";
    fail("candidate %s: %s %s has not ended after %d seconds", c->name, words[0], verb, max_seconds);
}

static void run(const struct candidate *c, const struct step *step, const char *id, struct rusage *usage)
{
    char *words[MAX_WORDS + 1];
    fill_in(words, step, id);
    check(c, words, wait_for(c, start(words, -1), words, usage));
}

// The init of a detached container is an orphan and comes to the driver, its subreaper.
static void reap(const struct candidate *c, struct rusage *usage)
{
    wait_for(c, -1, (char *[]){ "the container's init", NULL }, usage);
}

void measure_version(struct candidate *c, const struct step *step)
{
    int ends[2], status;
    char *words[MAX_WORDS + 1];
    if (pipe2(ends, O_CLOEXEC) < 0)
        fail("pipe2: %s", strerror(errno));
    fill_in(words, step, "");
    pid_t pid = start(words, ends[1]);
    close(ends[1]);
    ssize_t length = read(ends[0], c->version, sizeof c->version - 1);
    close(ends[0]);
    waitpid(pid, &status, 0);
    c->version[length > 0 ? length : 0] = 0;
    c->version[strcspn(c->version, "\n")] = 0;
}

void measure_untimed(struct candidate *c, const struct steps *steps, const char *id)
{
    struct rusage usage;
    for (int i = 0; i < steps->count; i++)
        run(c, &steps->at[i], id, &usage);
}

// After a failure: whatever state the candidate is in, its lasting container must go.
void measure_clear(const struct candidate *c, const char *id)
{
    char *words[MAX_WORDS + 1];
    for (int i = 0; i < c->after.count; i++) {
        fill_in(words, &c->after.at[i], id);
        waitpid(start(words, -1), NULL, 0);
    }
}

void measure_timed(struct candidate *c, const char *id, int round)
{
    struct timespec begin, end;
    struct rusage usage;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (int i = 0; i < c->timed.count; i++) {
        const struct step *step = &c->timed.at[i];
        long *peak = step->words[0] ? &c->rss : &c->init_rss;
        if (step->words[0])
            run(c, step, id, &usage);
        else
            reap(c, &usage);
        if (usage.ru_maxrss > *peak)
            *peak = usage.ru_maxrss;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (round >= 0)
        c->us[round] = (double)(end.tv_sec - begin.tv_sec) * 1e6 + (double)(end.tv_nsec - begin.tv_nsec) / 1e3;
}
