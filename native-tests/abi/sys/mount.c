// SPDX-License-Identifier: Apache-2.0
#include <sys/mount.h>

#include "abi.h"

ROWS
{
    CONSTANT(MNT_FORCE);
    CONSTANT(MNT_DETACH);
    CONSTANT(MNT_EXPIRE);
    CONSTANT(UMOUNT_NOFOLLOW);
}
