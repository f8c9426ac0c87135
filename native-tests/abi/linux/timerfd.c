// SPDX-License-Identifier: Apache-2.0
#include <linux/timerfd.h>

#include "abi.h"

ROWS
{
    CONSTANT(TFD_CLOEXEC);
    CONSTANT(TFD_NONBLOCK);

    CONSTANT(TFD_TIMER_ABSTIME);
}
