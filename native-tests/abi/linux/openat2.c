// SPDX-License-Identifier: Apache-2.0
#include <linux/openat2.h>

#include "abi.h"

ROWS
{
    CONSTANT(RESOLVE_NO_XDEV);
    CONSTANT(RESOLVE_NO_MAGICLINKS);
    CONSTANT(RESOLVE_NO_SYMLINKS);
    CONSTANT(RESOLVE_BENEATH);
    CONSTANT(RESOLVE_IN_ROOT);
    CONSTANT(RESOLVE_CACHED);

    STRUCT(open_how, struct open_how);
    FIELD(flags);
    FIELD(mode);
    FIELD(resolve);
    END;
}
