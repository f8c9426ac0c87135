// SPDX-License-Identifier: Apache-2.0
#include <linux/eventpoll.h>

#include "abi.h"

ROWS
{
    CONSTANT(EPOLL_CLOEXEC);

    CONSTANT(EPOLL_CTL_ADD);
    CONSTANT(EPOLL_CTL_DEL);
    CONSTANT(EPOLL_CTL_MOD);

    CONSTANT(EPOLLIN);
    CONSTANT(EPOLLPRI);
    CONSTANT(EPOLLOUT);
    CONSTANT(EPOLLERR);
    CONSTANT(EPOLLHUP);
    CONSTANT(EPOLLRDHUP);
    CONSTANT(EPOLLEXCLUSIVE);
    CONSTANT(EPOLLWAKEUP);
    CONSTANT(EPOLLONESHOT);
    CONSTANT(EPOLLET);

#ifdef __x86_64__
    STRUCT(epoll_event_x86_64, struct epoll_event);
    FIELD(events);
    FIELD(data);
    END;
#endif
}
