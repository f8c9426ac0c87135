// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.Cgroups;

/// <summary>cgroup v1's shares as cgroup v2's weight.</summary>
internal static class CpuWeight
{
    /// <summary>What the kernel keeps shares within (kernel/sched/sched.h, MIN_SHARES and MAX_SHARES).</summary>
    public const ulong MinShares = 2, MaxShares = 262_144;

    /// <summary>
    /// A weight of 1 to 10000. The curve goes through the ends of both ranges and through both defaults, 1024 and
    /// 100; a straight line makes the default share a weight of 39, so that a container with limits runs behind every
    /// other process.
    /// </summary>
    /// <remarks>
    /// Source: the release notes of crun 1.23 and runc 1.3.2, so that a container weighs the same under each.
    /// </remarks>
    public static ulong FromShares(ulong shares)
    {
        if (shares <= MinShares)
            return 1;
        if (shares >= MaxShares)
            return 10_000;
        double log = Math.Log2(shares);
        return (ulong)Math.Ceiling(Math.Pow(10, (((log * log) + (125 * log)) / 612.0) - (7.0 / 34.0)));
    }
}
