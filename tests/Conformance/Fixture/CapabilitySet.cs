// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Husk.Conformance.Fixture;

/// <summary>Names and bits of capabilities(7), in the order of linux/capability.h.</summary>
internal static class CapabilitySet
{
    public static readonly string[] Names =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID",
        "CAP_SETUID", "CAP_SETPCAP",
        "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN", "CAP_NET_RAW",
        "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE",
        "CAP_SYS_RAWIO", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT",
        "CAP_SYS_NICE", "CAP_SYS_RESOURCE", "CAP_SYS_TIME",
        "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL", "CAP_SETFCAP",
        "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG",
        "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE",
    ];

    /// <summary>What this process may hand on: a host can withhold some even from root.</summary>
    public static ulong Host { get; } = ulong.Parse(
        File.ReadLines("/proc/self/status")
            .First(line => line.StartsWith("CapBnd:", StringComparison.Ordinal))["CapBnd:".Length..],
        NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static string[] HostNames => [.. Names.Where((_, bit) => (Host >> bit & 1) == 1)];

    public static ulong Of(params string[] names) =>
        names.Aggregate(0UL, (bits, name) => bits | (1UL << Array.IndexOf(Names, name)));
}
