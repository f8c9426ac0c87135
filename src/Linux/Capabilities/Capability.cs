// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Linux.Capabilities;

/// <summary>
/// Capability names and numbers. A set of capabilities is a <see cref="ulong"/> in which bit n stands for
/// capability n, as in capset(2)'s two 32-bit halves and the <c>Cap*</c> lines of /proc/PID/status.
/// </summary>
/// <remarks>Source: capabilities(7); linux/capability.h. The index of a name below is its number.</remarks>
public static class Capability
{
    private static readonly string[] ByNumber =
    [
        "CAP_CHOWN",
        "CAP_DAC_OVERRIDE",
        "CAP_DAC_READ_SEARCH",
        "CAP_FOWNER",
        "CAP_FSETID",
        "CAP_KILL",
        "CAP_SETGID",
        "CAP_SETUID",
        "CAP_SETPCAP",
        "CAP_LINUX_IMMUTABLE",
        "CAP_NET_BIND_SERVICE",
        "CAP_NET_BROADCAST",
        "CAP_NET_ADMIN",
        "CAP_NET_RAW",
        "CAP_IPC_LOCK",
        "CAP_IPC_OWNER",
        "CAP_SYS_MODULE",
        "CAP_SYS_RAWIO",
        "CAP_SYS_CHROOT",
        "CAP_SYS_PTRACE",
        "CAP_SYS_PACCT",
        "CAP_SYS_ADMIN",
        "CAP_SYS_BOOT",
        "CAP_SYS_NICE",
        "CAP_SYS_RESOURCE",
        "CAP_SYS_TIME",
        "CAP_SYS_TTY_CONFIG",
        "CAP_MKNOD",
        "CAP_LEASE",
        "CAP_AUDIT_WRITE",
        "CAP_AUDIT_CONTROL",
        "CAP_SETFCAP",
        "CAP_MAC_OVERRIDE",
        "CAP_MAC_ADMIN",
        "CAP_SYSLOG",
        "CAP_WAKE_ALARM",
        "CAP_BLOCK_SUSPEND",
        "CAP_AUDIT_READ",
        "CAP_PERFMON",
        "CAP_BPF",
        "CAP_CHECKPOINT_RESTORE",
    ];

    /// <summary>
    /// The names this build knows, by number: CAP_CHOWN (0) first, CAP_CHECKPOINT_RESTORE (40, Linux 5.9) last.
    /// </summary>
    public static ReadOnlySpan<string> Names => ByNumber;

    /// <summary>The name of a capability, or null for a number newer than this build.</summary>
    public static string? NameOf(int number) => number >= 0 && number < ByNumber.Length ? ByNumber[number] : null;

    /// <summary>
    /// The number of a name as the spec writes it (<c>CAP_</c> and capitals), or -1. Case and prefix matter: the
    /// runtime-spec takes the names of capabilities(7) and no others.
    /// </summary>
    public static int NumberOf(string name) => Array.IndexOf(ByNumber, name);

    /// <summary>Every capability a kernel has whose last one is <paramref name="lastCap"/>.</summary>
    public static ulong All(int lastCap) => lastCap >= 63 ? ulong.MaxValue : (1UL << (lastCap + 1)) - 1;

    /// <summary>
    /// Reads a list of names into a set. What has no bit, because the name is unknown here or to a kernel whose last
    /// capability is <paramref name="lastCap"/> (/proc/sys/kernel/cap_last_cap), is returned by name: the spec asks for
    /// a warning, not an error, in that case (config.md, "capabilities").
    /// </summary>
    public static CapabilitySet Parse(ReadOnlySpan<string> names, int lastCap)
    {
        ulong mask = 0;
        List<string>? unknown = null;
        foreach (string name in names)
        {
            int number = NumberOf(name);
            if (number >= 0 && number <= lastCap)
            {
                mask |= 1UL << number;
            }
            else
            {
                (unknown ??= []).Add(name);
            }
        }

        return new CapabilitySet(mask, unknown is null ? [] : unknown);
    }

    /// <summary>
    /// The names in a set, lowest number first; a bit this build has no name for reads <c>CAP_41</c>.
    /// </summary>
    public static IReadOnlyList<string> NamesIn(ulong mask)
    {
        var names = new List<string>();
        for (int number = 0; mask != 0; number++, mask >>= 1)
        {
            if ((mask & 1) != 0)
            {
                names.Add(NameOf(number) ?? $"CAP_{number}");
            }
        }

        return names;
    }
}
