// SPDX-License-Identifier: Apache-2.0
#include <linux/memfd.h>

#include "abi.h"

ROWS
{
    CONSTANT(MFD_CLOEXEC);
    CONSTANT(MFD_ALLOW_SEALING);
#ifdef MFD_NOEXEC_SEAL
    CONSTANT(MFD_NOEXEC_SEAL);
#endif
#ifdef MFD_EXEC
    CONSTANT(MFD_EXEC);
#endif
}
