// SPDX-License-Identifier: Apache-2.0
// Limits, ids and capabilities of the default bundle: CAP_AUDIT_WRITE, CAP_KILL, CAP_NET_BIND_SERVICE.
#include "floor.h"
#include <grp.h>
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

void privileges_drop(void)
{
    static const int kept[] = { CAP_KILL, CAP_NET_BIND_SERVICE, CAP_AUDIT_WRITE };
    uint32_t set = 0;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        set |= 1u << kept[i];

    struct rlimit files = { 1024, 1024 };
    must(setrlimit(RLIMIT_NOFILE, &files), "setrlimit", "RLIMIT_NOFILE");
    for (int cap = 0; cap <= CAP_LAST_CAP; cap++)
        if (cap >= 32 || !(set & 1u << cap))
            must(prctl(PR_CAPBSET_DROP, cap, 0, 0, 0), "prctl", "PR_CAPBSET_DROP");
    must(syscall(SYS_setgroups, 0, NULL), "setgroups", "0");
    must(syscall(SYS_setresgid, 0, 0, 0), "setresgid", "0");
    must(syscall(SYS_setresuid, 0, 0, 0), "setresuid", "0");
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct data[2] = { { set, set, 0 }, { 0, 0, 0 } };
    must(syscall(SYS_capset, &header, data), "capset", "kill,net_bind_service,audit_write");
    // `runc spec` asks for ambient without inheritable, which the kernel refuses (capabilities(7)): runtimes go on.
    must(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "prctl", "PR_CAP_AMBIENT_CLEAR_ALL");
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl", "PR_SET_NO_NEW_PRIVS");
    umask(022);
}
