// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <linux/capability.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void owner(const char *name, unsigned real, unsigned effective, unsigned saved, unsigned filesystem)
{
    json_key(name), json_open('[');
    json_unsigned(real), json_unsigned(effective), json_unsigned(saved), json_unsigned(filesystem);
    json_close(']');
}

static void capabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {0};
    unsigned long long bounding = 0, ambient = 0;
    syscall(SYS_capget, &header, data);
    for (int capability = 0; capability < 64; capability++) {
        if (prctl(PR_CAPBSET_READ, capability) == 1)
            bounding |= 1ULL << capability;
        if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability, 0, 0) == 1)
            ambient |= 1ULL << capability;
    }
    json_key("capabilities"), json_open('{');
    json_key("bounding"), json_hex(bounding);
    json_key("effective"), json_hex(data[0].effective | (unsigned long long)data[1].effective << 32);
    json_key("permitted"), json_hex(data[0].permitted | (unsigned long long)data[1].permitted << 32);
    json_key("inheritable"), json_hex(data[0].inheritable | (unsigned long long)data[1].inheritable << 32);
    json_key("ambient"), json_hex(ambient);
    json_close('}');
}

void facts_credentials(void)
{
    uid_t ruid, euid, suid;
    gid_t rgid, egid, sgid, groups[256];
    getresuid(&ruid, &euid, &suid);
    getresgid(&rgid, &egid, &sgid);
    owner("uid", ruid, euid, suid, (unsigned)setfsuid((uid_t)-1));
    owner("gid", rgid, egid, sgid, (unsigned)setfsgid((gid_t)-1));

    int count = getgroups(256, groups);
    json_key("groups"), json_open('[');
    for (int i = 0; i < count; i++)
        json_unsigned(groups[i]);
    json_close(']');

    mode_t mask = umask(0);
    umask(mask);
    json_key("umask"), json_number(mask);
    capabilities();
}
