// SPDX-License-Identifier: Apache-2.0
#include <linux/random.h>

#include "abi.h"

ROWS
{
    CONSTANT(GRND_NONBLOCK);
    CONSTANT(GRND_RANDOM);
}
