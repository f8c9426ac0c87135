// SPDX-License-Identifier: Apache-2.0
#include <linux/netfilter.h>

#include "abi.h"

ROWS
{
    CONSTANT(NF_DROP);
    CONSTANT(NF_INET_FORWARD);
    CONSTANT(NFPROTO_INET);
}
