// SPDX-License-Identifier: Apache-2.0
#include <linux/netfilter/nfnetlink.h>

#include "abi.h"

ROWS
{
    CONSTANT(NFNL_SUBSYS_CTNETLINK);
    CONSTANT(NFNL_SUBSYS_NFTABLES);

    STRUCT(nfgenmsg, struct nfgenmsg);
    FIELD(nfgen_family);
    FIELD(version);
    FIELD(res_id);
    END;
}
