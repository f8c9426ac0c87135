// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <dirent.h>

#include "abi.h"

ROWS
{
    CONSTANT(DT_UNKNOWN);
    CONSTANT(DT_FIFO);
    CONSTANT(DT_CHR);
    CONSTANT(DT_DIR);
    CONSTANT(DT_BLK);
    CONSTANT(DT_REG);
    CONSTANT(DT_LNK);
    CONSTANT(DT_SOCK);
}
