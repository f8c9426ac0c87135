// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>The AppArmor profile of a container that asked for none (apparmor.d(5)).</summary>
/// <remarks>It holds what docker's <c>docker-default</c> holds, but for what docs/security.md says of it.</remarks>
public static class ApparmorProfile
{
    /// <summary>What is loaded under a name is not looked into: another text is to have another name.</summary>
    public const string Name = "husk-default";

    /// <summary>A container that is in no profile.</summary>
    public const string Unconfined = "unconfined";

    /// <summary>As apparmor_parser(8) reads it; it needs none of the host's own files.</summary>
    public const string Text = $$"""
        # husk's containers that asked for no other profile. What "deny" says holds whatever a rule above it allows.
        profile {{Name}} flags=(attach_disconnected,mediate_deleted) {
          # Files, users and interfaces are the business of mounts, capabilities and namespaces.
          file,
          capability,
          network,
          unix,

          # CAP_SYS_ADMIN alone is not to be enough for a way out by mounts.
          deny mount,
          umount,

          # Signals of the host and of a runtime that has a profile of its own, and among themselves.
          signal (receive) peer=unconfined,
          signal (receive) peer=runc,
          signal (receive) peer=crun,
          signal (send, receive) peer={{Name}},
          ptrace (trace, read, tracedby, readby) peer={{Name}},

          # Of /proc the processes' own directories can be written, and settings that belong to the IPC namespace.
          deny /proc/* w,
          deny /proc/[^1-9s]*/** w,
          deny /proc/s[^y]*/** w,
          deny /proc/sy[^s]*/** w,
          deny /proc/sys?*/** w,
          deny /proc/sys/[^k]** w,
          deny /proc/sys/k[^e]** w,
          deny /proc/sys/ke[^r]** w,
          deny /proc/sys/kernel/[^ms]** w,
          deny /proc/sys/kernel/m[^s]** w,
          deny /proc/sys/kernel/ms[^g]** w,
          deny /proc/sys/kernel/s[^eh]** w,
          deny /proc/sys/kernel/se[^m]** w,
          deny /proc/sys/kernel/sh[^m]** w,
          deny /proc/{sysrq-trigger,kcore,kmem,mem} rwklx,

          # Of /sys nothing but the cgroups, and what tells of the machine's keys, firmware and power not even read.
          deny /sys/[^f]*/** wklx,
          deny /sys/f[^s]*/** wklx,
          deny /sys/fs/[^c]*/** wklx,
          deny /sys/fs/c[^g]*/** wklx,
          deny /sys/fs/cg[^r]*/** wklx,
          deny /sys/firmware/** rwklx,
          deny /sys/kernel/security/** rwklx,
          deny /sys/devices/virtual/powercap/** rwklx,
        }

        """;

    /// <summary>The profile of a container; empty for that of whoever starts the runtime.</summary>
    /// <param name="asked">Of <c>--security-opt apparmor=</c>; null for the default.</param>
    /// <param name="privileged"><c>--privileged</c>.</param>
    /// <param name="support">The host's.</param>
    public static string Of(string? asked, bool privileged, ApparmorSupport support) => support switch
    {
        ApparmorSupport.None => "",
        _ when asked is { Length: > 0 } => asked,
        _ when privileged => Unconfined,
        ApparmorSupport.Loading => Name,
        _ => "",
    };
}
