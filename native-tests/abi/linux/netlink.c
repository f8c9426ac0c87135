// SPDX-License-Identifier: Apache-2.0
#include <linux/netlink.h>

#include "abi.h"

ROWS
{
    CONSTANT(NETLINK_ROUTE);
    CONSTANT(NETLINK_NETFILTER);

    CONSTANT(NLM_F_REQUEST);
    CONSTANT(NLM_F_MULTI);
    CONSTANT(NLM_F_ACK);
    CONSTANT(NLM_F_ROOT);
    CONSTANT(NLM_F_MATCH);
    CONSTANT(NLM_F_DUMP);
    CONSTANT(NLM_F_REPLACE);
    CONSTANT(NLM_F_EXCL);
    CONSTANT(NLM_F_CREATE);
    CONSTANT(NLM_F_APPEND);

    CONSTANT(NLM_F_DUMP_INTR);
    CONSTANT(NLM_F_CAPPED);
    CONSTANT(NLM_F_ACK_TLVS);
    CONSTANT(NLMSG_NOOP);
    CONSTANT(NLMSG_ERROR);
    CONSTANT(NLMSG_DONE);
    CONSTANT(NLMSG_ALIGNTO);

    CONSTANT(NLA_F_NESTED);

    CONSTANT(NETLINK_CAP_ACK);
    CONSTANT(NETLINK_EXT_ACK);
    CONSTANT(NETLINK_GET_STRICT_CHK);
    CONSTANT(NLMSGERR_ATTR_MSG);

    STRUCT(sockaddr_nl, struct sockaddr_nl);
    FIELD(nl_family);
    FIELD(nl_pad);
    FIELD(nl_pid);
    FIELD(nl_groups);
    END;

    STRUCT(nlmsghdr, struct nlmsghdr);
    FIELD(nlmsg_len);
    FIELD(nlmsg_type);
    FIELD(nlmsg_flags);
    FIELD(nlmsg_seq);
    FIELD(nlmsg_pid);
    END;

    STRUCT(nlmsgerr, struct nlmsgerr);
    FIELD(error);
    FIELD(msg);
    END;
}
