// SPDX-License-Identifier: Apache-2.0
// The mounts of the default bundle, by fd: a name under the rootfs is resolved once, inside it (openat2(2),
// RESOLVE_IN_ROOT), and the mount goes to the fd (move_mount(2)).
#include "floor.h"
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>

enum { SAFE = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC };

static int try_resolve(int root, const char *path)
{
    struct open_how how = { .flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT };
    return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

static int resolve(int root, const char *path)
{
    return (int)must(try_resolve(root, path), "openat2", path);
}

// Moves a detached mount onto target and closes target.
static void attach(int mount, int target, const char *what)
{
    must(move_mount(mount, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH), "move_mount", what);
    close(target);
}

static int fresh(const char *type, const char *const *options, unsigned attributes)
{
    int context = (int)must(fsopen(type, FSOPEN_CLOEXEC), "fsopen", type);
    for (; *options; options += 2) {
        if (options[1])
            must(fsconfig(context, FSCONFIG_SET_STRING, options[0], options[1], 0), "fsconfig", options[0]);
        else
            must(fsconfig(context, FSCONFIG_SET_FLAG, options[0], NULL, 0), "fsconfig", options[0]);
    }
    must(fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0), "fsconfig create", type);
    int mount = (int)must(fsmount(context, FSMOUNT_CLOEXEC, attributes), "fsmount", type);
    close(context);
    return mount;
}

static void set(int mount, uint64_t attributes, unsigned flags, const char *what)
{
    struct mount_attr attr = { .attr_set = attributes };
    must(mount_setattr(mount, "", AT_EMPTY_PATH | flags, &attr, sizeof attr), "mount_setattr", what);
}

static int copy(int at, const char *path, unsigned flags)
{
    return (int)must(open_tree(at, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | flags), "open_tree", path);
}

// The rootfs becomes a mount of its own, which nothing done inside can carry back to the host (MS_SLAVE).
int rootfs_open(const char *rootfs)
{
    must(mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL), "mount", "/");
    int target = (int)must(open(rootfs, O_PATH | O_DIRECTORY | O_CLOEXEC), "open", rootfs);
    int root = copy(target, "", AT_EMPTY_PATH | AT_RECURSIVE);
    struct mount_attr attr = { .propagation = MS_PRIVATE };
    must(mount_setattr(root, "", AT_EMPTY_PATH | AT_RECURSIVE, &attr, sizeof attr), "mount_setattr", "rootfs");
    attach(root, target, "rootfs");
    return root;
}

static void mount_dev(int root)
{
    static const char *const dev[] = { "source", "tmpfs", "mode", "755", "size", "65536k", NULL };
    static const char *const pts[] = {
        "source", "devpts", "newinstance", NULL, "ptmxmode", "0666", "mode", "0620", "gid", "5", NULL,
    };
    static const char *const shm[] = { "source", "shm", "mode", "1777", "size", "65536k", NULL };
    static const char *const queue[] = { "source", "mqueue", NULL };
    int mount = fresh("tmpfs", dev, MOUNT_ATTR_NOSUID | MOUNT_ATTR_STRICTATIME);
    attach(mount, resolve(root, "dev"), "dev");
    mark("mount", "dev");
    static const struct { const char *name, *path, *type; const char *const *options; unsigned attributes; } inner[] = {
        { "pts", "dev/pts", "devpts", pts, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC },
        { "shm", "dev/shm", "tmpfs", shm, SAFE },
        { "mqueue", "dev/mqueue", "mqueue", queue, SAFE },
    };
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        must(mkdirat(mount, inner[i].name, 0755), "mkdirat", inner[i].path);
        int filesystem = fresh(inner[i].type, inner[i].options, inner[i].attributes);
        attach(filesystem, resolve(root, inner[i].path), inner[i].path);
        close(filesystem);
        mark("mount", inner[i].path);
    }
    devices_make(mount);
    mark("device nodes", "");
    close(mount);
}

// v1: a tmpfs with the container's own directory of every hierarchy, all read-only.
static void mount_cgroups(const struct container *c, int root)
{
    static const char *const tmpfs[] = { "source", "tmpfs", "mode", "755", NULL };
    static const char *const cgroup2[] = { "source", "cgroup", NULL };
    if (c->count == 1 && c->unified == 0) {
        int mount = fresh("cgroup2", cgroup2, SAFE | MOUNT_ATTR_RDONLY);
        attach(mount, resolve(root, "sys/fs/cgroup"), "cgroup2");
        close(mount);
        return;
    }
    int mount = fresh("tmpfs", tmpfs, SAFE);
    attach(mount, resolve(root, "sys/fs/cgroup"), "cgroup");
    for (int i = 0; i < c->count; i++) {
        const struct hierarchy *h = &c->cgroups[i];
        if (h->unified)
            continue; // runc shows the v1 hierarchies only
        must(mkdirat(mount, h->name, 0755), "mkdirat", h->name);
        int tree = copy(AT_FDCWD, h->path, 0);
        set(tree, SAFE | MOUNT_ATTR_RDONLY, 0, h->name);
        char path[64];
        snprintf(path, sizeof path, "sys/fs/cgroup/%s", h->name);
        attach(tree, resolve(root, path), path);
        close(tree);
    }
    set(mount, MOUNT_ATTR_RDONLY, 0, "cgroup");
    close(mount);
}

static void make_readonly(int root, const char *path)
{
    int target = try_resolve(root, path);
    if (target < 0 && errno == ENOENT)
        return;
    must(target, "openat2", path);
    int tree = copy(target, "", AT_EMPTY_PATH | AT_RECURSIVE);
    set(tree, MOUNT_ATTR_RDONLY, 0, path);
    attach(tree, target, path);
    close(tree);
}

// A file is covered by the host's /dev/null, a directory by one empty tmpfs that all of them share.
static void mask(int root, int null, int *empty, const char *path)
{
    static const char *const tmpfs[] = { "source", "tmpfs", "nr_blocks", "1", "nr_inodes", "1", NULL };
    int target = try_resolve(root, path);
    if (target < 0 && errno == ENOENT)
        return;
    must(target, "openat2", path);
    struct statx st;
    must(statx(target, "", AT_EMPTY_PATH, STATX_TYPE, &st), "statx", path);
    int cover;
    if (!S_ISDIR(st.stx_mode))
        cover = copy(null, "", AT_EMPTY_PATH);
    else if (*empty < 0)
        cover = *empty = fresh("tmpfs", tmpfs, SAFE | MOUNT_ATTR_RDONLY);
    else
        cover = copy(*empty, "", AT_EMPTY_PATH);
    attach(cover, target, path);
    if (cover != *empty)
        close(cover);
}

void rootfs_fill(const struct container *c, int root)
{
    static const char *const proc[] = { "source", "proc", NULL };
    static const char *const sys[] = { "source", "sysfs", "ro", NULL, NULL };
    static const char *const readonly[] = { "proc/bus", "proc/fs", "proc/irq", "proc/sys", "proc/sysrq-trigger" };
    static const char *const masked[] = {
        "proc/acpi", "proc/asound", "proc/kcore", "proc/keys", "proc/latency_stats", "proc/timer_list",
        "proc/timer_stats", "proc/sched_debug", "sys/firmware", "proc/scsi",
    };
    int null = (int)must(open("/dev/null", O_PATH | O_CLOEXEC), "open", "/dev/null");
    int mount = fresh("proc", proc, 0);
    attach(mount, resolve(root, "proc"), "proc");
    close(mount);
    mark("mount", "proc");
    mount_dev(root);
    mount = fresh("sysfs", sys, SAFE | MOUNT_ATTR_RDONLY);
    attach(mount, resolve(root, "sys"), "sys");
    close(mount);
    mark("mount", "sysfs");
    mount_cgroups(c, root);
    mark("cgroup mounts", "");
    for (size_t i = 0; i < sizeof readonly / sizeof *readonly; i++)
        make_readonly(root, readonly[i]);
    mark("readonly paths", "");
    int empty = -1;
    for (size_t i = 0; i < sizeof masked / sizeof *masked; i++)
        mask(root, null, &empty, masked[i]);
    mark("masked paths", "");
}

void rootfs_pivot(int root)
{
    set(root, MOUNT_ATTR_RDONLY, 0, "rootfs");
    must(fchdir(root), "fchdir", "rootfs");
    must(syscall(SYS_pivot_root, ".", "."), "pivot_root", ".");
    mark("pivot_root", "");
    // The old root now lies on top of the new one at "." (pivot_root(2), "pivot_root(".", ".")").
    must(umount2(".", MNT_DETACH), "umount2", ".");
    mark("umount old root", "");
    must(chdir("/"), "chdir", "/");
}
