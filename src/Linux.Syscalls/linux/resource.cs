// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/resource.h: prlimit(2), getpriority(2), getrusage(2).
public static partial class Abi
{
    public const int RLIMIT_CPU = 0;
    public const int RLIMIT_FSIZE = 1;
    public const int RLIMIT_DATA = 2;
    public const int RLIMIT_STACK = 3;
    public const int RLIMIT_CORE = 4;
    public const int RLIMIT_RSS = 5;
    public const int RLIMIT_NPROC = 6;
    public const int RLIMIT_NOFILE = 7;
    public const int RLIMIT_MEMLOCK = 8;
    public const int RLIMIT_AS = 9;
    public const int RLIMIT_LOCKS = 10;
    public const int RLIMIT_SIGPENDING = 11;
    public const int RLIMIT_MSGQUEUE = 12;
    public const int RLIMIT_NICE = 13;
    public const int RLIMIT_RTPRIO = 14;
    public const int RLIMIT_RTTIME = 15;

    public const ulong RLIM64_INFINITY = ulong.MaxValue;

    public const int PRIO_PROCESS = 0;
    public const int PRIO_PGRP = 1;
    public const int PRIO_USER = 2;
}

/// <summary>The limits of prlimit64(2); RLIM64_INFINITY is none.</summary>
public struct rlimit64
{
    public ulong rlim_cur;
    public ulong rlim_max;
}
