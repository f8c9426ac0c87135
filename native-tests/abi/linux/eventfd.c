// SPDX-License-Identifier: Apache-2.0
#include <sys/eventfd.h>

#include "abi.h"

ROWS
{
    CONSTANT(EFD_SEMAPHORE);

    CONSTANT(EFD_CLOEXEC);
    CONSTANT(EFD_NONBLOCK);
}
