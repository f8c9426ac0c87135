// SPDX-License-Identifier: Apache-2.0
#include <linux/nsfs.h>

#include "abi.h"

ROWS
{
    CONSTANT(NS_GET_USERNS);
    CONSTANT(NS_GET_PARENT);
    CONSTANT(NS_GET_NSTYPE);
    CONSTANT(NS_GET_OWNER_UID);
}
