// SPDX-License-Identifier: Apache-2.0
#include <linux/stat.h>

#include "abi.h"

ROWS
{
    CONSTANT(S_IFMT);
    CONSTANT(S_IFSOCK);
    CONSTANT(S_IFLNK);
    CONSTANT(S_IFREG);
    CONSTANT(S_IFBLK);
    CONSTANT(S_IFDIR);
    CONSTANT(S_IFCHR);
    CONSTANT(S_IFIFO);
    CONSTANT(S_ISUID);
    CONSTANT(S_ISGID);
    CONSTANT(S_ISVTX);
    CONSTANT(S_IRWXU);
    CONSTANT(S_IRUSR);
    CONSTANT(S_IWUSR);
    CONSTANT(S_IXUSR);
    CONSTANT(S_IRWXG);
    CONSTANT(S_IRGRP);
    CONSTANT(S_IWGRP);
    CONSTANT(S_IXGRP);
    CONSTANT(S_IRWXO);
    CONSTANT(S_IROTH);
    CONSTANT(S_IWOTH);
    CONSTANT(S_IXOTH);

    CONSTANT(STATX_TYPE);
    CONSTANT(STATX_MODE);
    CONSTANT(STATX_NLINK);
    CONSTANT(STATX_UID);
    CONSTANT(STATX_GID);
    CONSTANT(STATX_ATIME);
    CONSTANT(STATX_MTIME);
    CONSTANT(STATX_CTIME);
    CONSTANT(STATX_INO);
    CONSTANT(STATX_SIZE);
    CONSTANT(STATX_BLOCKS);
    CONSTANT(STATX_BASIC_STATS);
    CONSTANT(STATX_BTIME);
    CONSTANT(STATX_MNT_ID);
    CONSTANT(STATX_DIOALIGN);
#ifdef STATX_MNT_ID_UNIQUE
    CONSTANT(STATX_MNT_ID_UNIQUE);
#endif

    CONSTANT(STATX_ATTR_IMMUTABLE);
    CONSTANT(STATX_ATTR_APPEND);
    CONSTANT(STATX_ATTR_AUTOMOUNT);
    CONSTANT(STATX_ATTR_MOUNT_ROOT);
    CONSTANT(STATX_ATTR_VERITY);
    CONSTANT(STATX_ATTR_DAX);

    STRUCT(statx_timestamp, struct statx_timestamp);
    FIELD(tv_sec);
    FIELD(tv_nsec);
    FIELD(__reserved);
    END;

    STRUCT(statx, struct statx);
    FIELD(stx_mask);
    FIELD(stx_blksize);
    FIELD(stx_attributes);
    FIELD(stx_nlink);
    FIELD(stx_uid);
    FIELD(stx_gid);
    FIELD(stx_mode);
    FIELD(__spare0);
    FIELD(stx_ino);
    FIELD(stx_size);
    FIELD(stx_blocks);
    FIELD(stx_attributes_mask);
    FIELD(stx_atime);
    FIELD(stx_btime);
    FIELD(stx_ctime);
    FIELD(stx_mtime);
    FIELD(stx_rdev_major);
    FIELD(stx_rdev_minor);
    FIELD(stx_dev_major);
    FIELD(stx_dev_minor);
    FIELD(stx_mnt_id);
    FIELD(stx_dio_mem_align);
    FIELD(stx_dio_offset_align);
    END;
}
