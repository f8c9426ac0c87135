// SPDX-License-Identifier: Apache-2.0
#include <linux/veth.h>

#include "abi.h"

ROWS
{
    CONSTANT(VETH_INFO_PEER);
}
