// SPDX-License-Identifier: Apache-2.0
// The header packs the event on x86_64 alone; without that name it is what every other architecture has.
#include <linux/fcntl.h>
#include <linux/types.h>
#undef __x86_64__
#include <linux/eventpoll.h>

#include "abi.h"

ROWS
{
    STRUCT(epoll_event_aarch64, struct epoll_event);
    FIELD(events);
    FIELD(data);
    END;
}
