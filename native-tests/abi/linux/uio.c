// SPDX-License-Identifier: Apache-2.0
#include <linux/uio.h>

#include "abi.h"

ROWS
{
    CONSTANT(UIO_MAXIOV);

    STRUCT(iovec, struct iovec);
    FIELD(iov_base);
    FIELD(iov_len);
    END;
}
