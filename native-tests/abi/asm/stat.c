// SPDX-License-Identifier: Apache-2.0
#include <asm/stat.h>

#include "abi.h"

ROWS
{
#ifdef __x86_64__
    STRUCT(stat_x86_64, struct stat);
    FIELD(st_dev);
    FIELD(st_ino);
    FIELD(st_nlink);
    FIELD(st_mode);
    FIELD(st_uid);
    FIELD(st_gid);
    FIELD(__pad0);
    FIELD(st_rdev);
    FIELD(st_size);
    FIELD(st_blksize);
    FIELD(st_blocks);
    FIELD(st_atime);
    FIELD(st_atime_nsec);
    FIELD(st_mtime);
    FIELD(st_mtime_nsec);
    FIELD(st_ctime);
    FIELD(st_ctime_nsec);
    END;
#endif
}
