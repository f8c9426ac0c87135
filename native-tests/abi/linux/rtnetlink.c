// SPDX-License-Identifier: Apache-2.0
#include <linux/rtnetlink.h>

#include "abi.h"

ROWS
{
    CONSTANT(RTM_NEWLINK);
    CONSTANT(RTM_DELLINK);
    CONSTANT(RTM_GETLINK);
    CONSTANT(RTM_SETLINK);
    CONSTANT(RTM_NEWADDR);
    CONSTANT(RTM_DELADDR);
    CONSTANT(RTM_GETADDR);
    CONSTANT(RTM_NEWROUTE);
    CONSTANT(RTM_DELROUTE);
    CONSTANT(RTM_GETROUTE);
    CONSTANT(RTM_NEWNEIGH);
    CONSTANT(RT_SCOPE_UNIVERSE);

    STRUCT(ifinfomsg, struct ifinfomsg);
    FIELD(ifi_family);
    FIELD(__ifi_pad);
    FIELD(ifi_type);
    FIELD(ifi_index);
    FIELD(ifi_flags);
    FIELD(ifi_change);
    END;

    STRUCT(rtattr, struct rtattr);
    FIELD(rta_len);
    FIELD(rta_type);
    END;
}
