// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/time.h: clock_gettime(2), timerfd_create(2).
public static partial class Abi
{
    public const int CLOCK_REALTIME = 0;
    public const int CLOCK_MONOTONIC = 1;
    public const int CLOCK_BOOTTIME = 7;
    public const int TIMER_ABSTIME = 1;
}

/// <summary>Seconds and nanoseconds.</summary>
public struct timespec
{
    public long tv_sec;
    public long tv_nsec;
}

/// <summary>A timer: first after <c>it_value</c>, then every <c>it_interval</c>.</summary>
public struct itimerspec
{
    public timespec it_interval;
    public timespec it_value;
}
