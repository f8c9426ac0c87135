// SPDX-License-Identifier: Apache-2.0
#include <linux/wait.h>

#include "abi.h"

ROWS
{
    CONSTANT(WNOHANG);
    CONSTANT(WUNTRACED);
    CONSTANT(WSTOPPED);
    CONSTANT(WEXITED);
    CONSTANT(WCONTINUED);
    CONSTANT(WNOWAIT);
    CONSTANT(__WALL);

    CONSTANT(P_ALL);
    CONSTANT(P_PID);
    CONSTANT(P_PGID);
    CONSTANT(P_PIDFD);
}
