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
    CONSTANT(RTM_DELNEIGH);
    CONSTANT(RT_SCOPE_UNIVERSE);
    CONSTANT(RTMGRP_LINK);
    CONSTANT(RT_SCOPE_LINK);
    CONSTANT(RT_TABLE_MAIN);
    CONSTANT(RTPROT_STATIC);
    CONSTANT(RTN_UNICAST);
    CONSTANT(RTM_F_CLONED);
    CONSTANT(RTA_DST);
    CONSTANT(RTA_OIF);
    CONSTANT(RTA_GATEWAY);
    CONSTANT(RTA_PRIORITY);
    CONSTANT(RTA_TABLE);

    STRUCT(rtmsg, struct rtmsg);
    FIELD(rtm_family);
    FIELD(rtm_dst_len);
    FIELD(rtm_src_len);
    FIELD(rtm_tos);
    FIELD(rtm_table);
    FIELD(rtm_protocol);
    FIELD(rtm_scope);
    FIELD(rtm_type);
    FIELD(rtm_flags);
    END;

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
