// SPDX-License-Identifier: Apache-2.0
#include <linux/personality.h>

#include "abi.h"

ROWS
{
    CONSTANT(PER_LINUX);
    CONSTANT(PER_LINUX32);
    CONSTANT(PER_MASK);
}
