// SPDX-License-Identifier: Apache-2.0
#include <asm/siginfo.h>

#include "abi.h"

ROWS
{
    CONSTANT(CLD_EXITED);
    CONSTANT(CLD_KILLED);
    CONSTANT(CLD_DUMPED);
    CONSTANT(CLD_TRAPPED);
    CONSTANT(CLD_STOPPED);
    CONSTANT(CLD_CONTINUED);

    STRUCT(siginfo_t, siginfo_t);
    FIELD(si_signo);
    FIELD(si_errno);
    FIELD(si_code);
    FIELD(si_pid);
    FIELD(si_uid);
    FIELD(si_status);
    FIELD(si_utime);
    FIELD(si_stime);
    END;
}
