// SPDX-License-Identifier: Apache-2.0
#include <asm-generic/stat.h>

#include "abi.h"

ROWS
{
    STRUCT(stat_aarch64, struct stat);
    FIELD(st_dev);
    FIELD(st_ino);
    FIELD(st_mode);
    FIELD(st_nlink);
    FIELD(st_uid);
    FIELD(st_gid);
    FIELD(st_rdev);
    FIELD(__pad1);
    FIELD(st_size);
    FIELD(st_blksize);
    FIELD(__pad2);
    FIELD(st_blocks);
    FIELD(st_atime);
    FIELD(st_atime_nsec);
    FIELD(st_mtime);
    FIELD(st_mtime_nsec);
    FIELD(st_ctime);
    FIELD(st_ctime_nsec);
    END;
}
