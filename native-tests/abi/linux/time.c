// SPDX-License-Identifier: Apache-2.0
#include <linux/time.h>
#include <linux/time_types.h>

#include "abi.h"

ROWS
{
    CONSTANT(CLOCK_REALTIME);
    CONSTANT(CLOCK_MONOTONIC);
    CONSTANT(CLOCK_BOOTTIME);
    CONSTANT(TIMER_ABSTIME);

    STRUCT(timespec, struct __kernel_timespec);
    FIELD(tv_sec);
    FIELD(tv_nsec);
    END;

    STRUCT(itimerspec, struct __kernel_itimerspec);
    FIELD(it_interval);
    FIELD(it_value);
    END;
}
