// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Oci;

namespace Husk.Runtime.Spec;

/// <summary>
/// What may be mounted over /proc: a forged /proc makes the runtime write security labels and kernel parameters into
/// files that do nothing (CVE-2019-16884, CVE-2019-19921, CVE-2025-31133).
/// </summary>
internal static class ProcMountRules
{
    /// <summary>What lxcfs answers in the host's stead, and what CRIU and FIPS-mode images are given.</summary>
    private static readonly string[] Allowed =
    [
        "/proc/cpuinfo",
        "/proc/diskstats",
        "/proc/loadavg",
        "/proc/meminfo",
        "/proc/slabinfo",
        "/proc/stat",
        "/proc/swaps",
        "/proc/sys/crypto/fips_enabled",
        "/proc/sys/kernel/ns_last_pid",
        "/proc/uptime",
    ];

    /// <param name="type">Of the filesystem.</param>
    /// <param name="destination">Absolute, without "." and "..".</param>
    /// <param name="bind">Over /proc itself a bind passes: if its source is a procfs is asked of the kernel.</param>
    /// <param name="path">Where the mount stands.</param>
    public static void Check(string type, string destination, bool bind, string path)
    {
        if (destination == "/proc" && !bind && type != "proc")
            throw SpecException.At($"{path}.destination", "/proc cannot be a mount that is not of type proc");
        if (destination.StartsWith("/proc/", StringComparison.Ordinal) && Array.IndexOf(Allowed, destination) < 0)
        {
            throw SpecException.At(
                $"{path}.destination",
                $"{destination} is inside /proc; a mount there can only be at {string.Join(", ", Allowed)}");
        }
    }
}
