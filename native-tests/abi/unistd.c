// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "abi.h"

ROWS
{
    CONSTANT(F_OK);
    CONSTANT(R_OK);
    CONSTANT(W_OK);
    CONSTANT(X_OK);
    CONSTANT(STDIN_FILENO);
    CONSTANT(STDOUT_FILENO);
    CONSTANT(STDERR_FILENO);
}
