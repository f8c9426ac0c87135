// SPDX-License-Identifier: Apache-2.0
#include <asm/poll.h>

#include "abi.h"

ROWS
{
    CONSTANT(POLLIN);
    CONSTANT(POLLPRI);
    CONSTANT(POLLOUT);
    CONSTANT(POLLERR);
    CONSTANT(POLLHUP);
    CONSTANT(POLLNVAL);
    CONSTANT(POLLRDHUP);

    STRUCT(pollfd, struct pollfd);
    FIELD(fd);
    FIELD(events);
    FIELD(revents);
    END;
}
