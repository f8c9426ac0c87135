// SPDX-License-Identifier: Apache-2.0
#include <linux/sockios.h>

#include "abi.h"

ROWS
{
    CONSTANT(SIOCSIFFLAGS);
}
