// SPDX-License-Identifier: Apache-2.0
#include <asm/statfs.h>

#include "abi.h"

ROWS
{
    STRUCT(statfs, struct statfs);
    FIELD(f_type);
    FIELD(f_bsize);
    FIELD(f_blocks);
    FIELD(f_bfree);
    FIELD(f_bavail);
    FIELD(f_files);
    FIELD(f_ffree);
    FIELD(f_fsid);
    FIELD(f_namelen);
    FIELD(f_frsize);
    FIELD(f_flags);
    FIELD(f_spare);
    END;
}
