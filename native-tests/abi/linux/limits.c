// SPDX-License-Identifier: Apache-2.0
#include <linux/limits.h>

#include "abi.h"

ROWS
{
    CONSTANT(PATH_MAX);
    CONSTANT(NAME_MAX);
    CONSTANT(NGROUPS_MAX);
    CONSTANT(PIPE_BUF);
}
