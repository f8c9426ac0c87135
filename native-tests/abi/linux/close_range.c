// SPDX-License-Identifier: Apache-2.0
#include <linux/close_range.h>

#include "abi.h"

ROWS
{
    CONSTANT(CLOSE_RANGE_UNSHARE);
    CONSTANT(CLOSE_RANGE_CLOEXEC);
}
