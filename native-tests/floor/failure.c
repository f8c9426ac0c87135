// SPDX-License-Identifier: Apache-2.0
#include "floor.h"

// The child's complaint goes into the report pipe, the parent's to stderr.
int failure_fd = 2;

long must(long result, const char *call, const char *on)
{
    if (result >= 0)
        return result;
    dprintf(failure_fd, "floor: %s(%s) = %s\n", call, on, strerror(errno));
    _exit(125);
}
