// SPDX-License-Identifier: Apache-2.0
// asm/signal.h says _NSIG and does not export it; libc asks the kernel's limit.
#include <signal.h>

#include "abi.h"

ROWS
{
    CONSTANT(SIGRTMAX);
}
