// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Specs;

/// <summary>
/// Files of proc and sysfs that tell of the host or change it, and that no namespace makes the container's own.
/// </summary>
public static class ProtectedPaths
{
    private static readonly string[] MaskedByDefault =
    [
        "/proc/acpi",
        "/proc/asound",
        // The times of keystrokes and packets can be read from its counters (GHSA-6fw5-f8r9-fgfm).
        "/proc/interrupts",
        "/proc/kcore",
        "/proc/keys",
        "/proc/latency_stats",
        "/proc/timer_list",
        "/proc/timer_stats",
        "/proc/sched_debug",
        "/proc/scsi",
        "/sys/firmware",
        // What a processor computes can be guessed from its power (CVE-2020-8694, PLATYPUS).
        "/sys/devices/virtual/powercap",
    ];

    private static readonly string[] ReadonlyByDefault = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys",
        "/proc/sysrq-trigger"];

    public static string[] Masked(HostConfig host, HostFacts facts) =>
        host.Privileged ? [] : host.MaskedPaths ?? [.. MaskedByDefault, .. facts.ThermalPaths];

    public static string[] Readonly(HostConfig host) => host.Privileged ? [] : host.ReadonlyPaths ?? ReadonlyByDefault;
}
