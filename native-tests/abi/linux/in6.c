// SPDX-License-Identifier: Apache-2.0
#include <linux/in6.h>

#include "abi.h"

ROWS
{
    CONSTANT(IPV6_V6ONLY);

    STRUCT(sockaddr_in6, struct sockaddr_in6);
    FIELD(sin6_family);
    FIELD(sin6_port);
    FIELD(sin6_flowinfo);
    FIELD(sin6_addr);
    FIELD(sin6_scope_id);
    END;
}
