// SPDX-License-Identifier: Apache-2.0
#include <linux/in.h>

#include "abi.h"

ROWS
{
    CONSTANT(IPPROTO_IP);
    CONSTANT(IPPROTO_TCP);
    CONSTANT(IPPROTO_UDP);
    CONSTANT(IPPROTO_IPV6);
    CONSTANT(IPPROTO_SCTP);
    CONSTANT(IPPROTO_RAW);

    STRUCT(sockaddr_in, struct sockaddr_in);
    FIELD(sin_family);
    FIELD(sin_port);
    FIELD(sin_addr);
    FIELD(__pad);
    END;
}
