// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void interface(int socket, const char *name)
{
    struct ifreq request = {0};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    ioctl(socket, SIOCGIFFLAGS, &request);
    int flags = request.ifr_flags;
    json_key(name), json_open('{');
    json_key("up"), json_bool(flags & IFF_UP);
    json_key("running"), json_bool(flags & IFF_RUNNING);
    json_key("loopback"), json_bool(flags & IFF_LOOPBACK);
    json_key("mtu"), json_number(ioctl(socket, SIOCGIFMTU, &request) == 0 ? request.ifr_mtu : -1);
    json_close('}');
}

void facts_network(void)
{
    int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct if_nameindex *all = if_nameindex();
    json_key("interfaces"), json_open('{');
    for (struct if_nameindex *one = all; one && one->if_name; one++)
        interface(probe, one->if_name);
    json_close('}');
    if (all)
        if_freenameindex(all);
    if (probe >= 0)
        close(probe);
}
