// SPDX-License-Identifier: Apache-2.0
#include <linux/netlink.h>
#include <linux/netfilter/nfnetlink.h>

#include "abi.h"

ROWS
{
    CONSTANT(NFNL_SUBSYS_CTNETLINK);
    CONSTANT(NFNL_SUBSYS_NFTABLES);
    CONSTANT(NFNL_MSG_BATCH_BEGIN);
    CONSTANT(NFNL_MSG_BATCH_END);

    STRUCT(nfgenmsg, struct nfgenmsg);
    FIELD(nfgen_family);
    FIELD(version);
    FIELD(res_id);
    END;
}
