// SPDX-License-Identifier: Apache-2.0
#include <asm/termios.h>

#include "abi.h"

ROWS
{
    STRUCT(winsize, struct winsize);
    FIELD(ws_row);
    FIELD(ws_col);
    FIELD(ws_xpixel);
    FIELD(ws_ypixel);
    END;
}
