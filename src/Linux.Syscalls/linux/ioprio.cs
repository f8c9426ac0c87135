// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/ioprio.h: ioprio_set(2).
public static partial class Abi
{
    public const int IOPRIO_CLASS_SHIFT = 13;
    public const int IOPRIO_CLASS_NONE = 0;
    public const int IOPRIO_CLASS_RT = 1;
    public const int IOPRIO_CLASS_BE = 2;
    public const int IOPRIO_CLASS_IDLE = 3;
    public const int IOPRIO_WHO_PROCESS = 1;
    public const int IOPRIO_WHO_PGRP = 2;
    public const int IOPRIO_WHO_USER = 3;
}
