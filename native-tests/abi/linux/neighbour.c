// SPDX-License-Identifier: Apache-2.0
#include <linux/neighbour.h>

#include "abi.h"

ROWS
{
    CONSTANT(NDA_DST);

    STRUCT(ndmsg, struct ndmsg);
    FIELD(ndm_family);
    FIELD(ndm_pad1);
    FIELD(ndm_pad2);
    FIELD(ndm_ifindex);
    FIELD(ndm_state);
    FIELD(ndm_flags);
    FIELD(ndm_type);
    END;
}
