// SPDX-License-Identifier: Apache-2.0
#include <linux/if.h>

#include "abi.h"

ROWS
{
    CONSTANT(IFNAMSIZ);

    CONSTANT(IFF_UP);
    CONSTANT(IFF_BROADCAST);
    CONSTANT(IFF_LOOPBACK);
    CONSTANT(IFF_RUNNING);
    CONSTANT(IFF_MULTICAST);
    CONSTANT(IFF_LOWER_UP);
}
