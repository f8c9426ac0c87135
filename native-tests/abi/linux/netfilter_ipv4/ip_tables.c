// SPDX-License-Identifier: Apache-2.0
#include <netinet/in.h>

#include <linux/netfilter_ipv4/ip_tables.h>

#include "abi.h"

ROWS
{
    CONSTANT(IPT_SO_GET_INFO);
    CONSTANT(IPT_SO_GET_ENTRIES);

    STRUCT(ipt_getinfo, struct ipt_getinfo);
    FIELD(name);
    FIELD(valid_hooks);
    FIELD(hook_entry);
    FIELD(underflow);
    FIELD(num_entries);
    FIELD(size);
    END;
}
