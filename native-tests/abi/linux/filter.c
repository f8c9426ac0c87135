// SPDX-License-Identifier: Apache-2.0
#include <linux/filter.h>

#include "abi.h"

ROWS
{
    STRUCT(sock_filter, struct sock_filter);
    FIELD(code);
    FIELD(jt);
    FIELD(jf);
    FIELD(k);
    END;

    STRUCT(sock_fprog, struct sock_fprog);
    FIELD(len);
    FIELD(filter);
    END;
}
