// SPDX-License-Identifier: Apache-2.0
#include <linux/if_addr.h>

#include "abi.h"

ROWS
{
    CONSTANT(IFA_ADDRESS);
    CONSTANT(IFA_LOCAL);
    CONSTANT(IFA_LABEL);
    CONSTANT(IFA_BROADCAST);
    CONSTANT(IFA_CACHEINFO);
    CONSTANT(IFA_FLAGS);
    CONSTANT(IFA_RT_PRIORITY);

    CONSTANT(IFA_F_NODAD);
    CONSTANT(IFA_F_HOMEADDRESS);
    CONSTANT(IFA_F_PERMANENT);
    CONSTANT(IFA_F_MANAGETEMPADDR);
    CONSTANT(IFA_F_NOPREFIXROUTE);

    STRUCT(ifaddrmsg, struct ifaddrmsg);
    FIELD(ifa_family);
    FIELD(ifa_prefixlen);
    FIELD(ifa_flags);
    FIELD(ifa_scope);
    FIELD(ifa_index);
    END;
}
