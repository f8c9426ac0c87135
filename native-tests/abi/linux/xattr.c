// SPDX-License-Identifier: Apache-2.0
#include <linux/xattr.h>
#include <linux/limits.h>

#include "abi.h"

ROWS
{
    CONSTANT(XATTR_CREATE);
    CONSTANT(XATTR_REPLACE);

    CONSTANT(XATTR_NAME_MAX);
    CONSTANT(XATTR_SIZE_MAX);
}
