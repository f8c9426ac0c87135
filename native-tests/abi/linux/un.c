// SPDX-License-Identifier: Apache-2.0
#include <linux/un.h>

#include "abi.h"

ROWS
{
    CONSTANT(UNIX_PATH_MAX);

    STRUCT(sockaddr_un, struct sockaddr_un);
    FIELD(sun_family);
    FIELD(sun_path);
    END;
}
