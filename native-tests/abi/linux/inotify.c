// SPDX-License-Identifier: Apache-2.0
#include <linux/inotify.h>

#include "abi.h"

ROWS
{
    CONSTANT(IN_CLOEXEC);
    CONSTANT(IN_NONBLOCK);

    CONSTANT(IN_MODIFY);
    CONSTANT(IN_CLOSE_WRITE);
    CONSTANT(IN_MOVED_FROM);
    CONSTANT(IN_MOVED_TO);
    CONSTANT(IN_CREATE);
    CONSTANT(IN_DELETE);
    CONSTANT(IN_DELETE_SELF);
    CONSTANT(IN_IGNORED);
    CONSTANT(IN_ONLYDIR);
    CONSTANT(IN_ONESHOT);

    STRUCT(inotify_event, struct inotify_event);
    FIELD(wd);
    FIELD(mask);
    FIELD(cookie);
    FIELD(len);
    END;
}
