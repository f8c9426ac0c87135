// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Capabilities;

namespace Husk.Engine.Containers.Specs;

/// <summary>Which capabilities a container's root has.</summary>
public static class CapabilityNames
{
    /// <summary>
    /// Docker's fourteen, CapEff 00000000a80425fb. The reasons are the work of package managers and daemons inside
    /// containers: files and owners (CHOWN, DAC_OVERRIDE, FOWNER, FSETID, MKNOD, SETFCAP), changing to a user and back
    /// (SETGID, SETUID, SETPCAP), signals to children of other users (KILL), ports below 1024 and ping
    /// (NET_BIND_SERVICE, NET_RAW), sshd (SYS_CHROOT, AUDIT_WRITE).
    /// </summary>
    public static readonly string[] Default =
    [
        "CAP_CHOWN",
        "CAP_DAC_OVERRIDE",
        "CAP_FSETID",
        "CAP_FOWNER",
        "CAP_MKNOD",
        "CAP_NET_RAW",
        "CAP_SETGID",
        "CAP_SETUID",
        "CAP_SETFCAP",
        "CAP_SETPCAP",
        "CAP_NET_BIND_SERVICE",
        "CAP_SYS_CHROOT",
        "CAP_KILL",
        "CAP_AUDIT_WRITE",
    ];

    private const string All = "ALL";

    /// <summary>Docker's rules: ALL added is all but what is dropped; ALL dropped is only what is added.</summary>
    /// <exception cref="EngineException">A name that is no capability, or that this process does not have to
    /// give.</exception>
    public static string[] Of(HostConfig host, HostFacts facts)
    {
        string[] available = [.. Capability.NamesIn(facts.Capabilities)];
        if (host.Privileged)
            return available;
        string[] added = Normal(host.CapAdd, available, "CapAdd");
        string[] dropped = Normal(host.CapDrop, available, "CapDrop");
        IEnumerable<string> kept = added.Contains(All) ? available.Except(dropped)
            : dropped.Contains(All) ? added
            : Default.Except(dropped).Concat(added);
        return [.. kept.Distinct()];
    }

    /// <summary><c>net_admin</c>, <c>NET_ADMIN</c> and <c>CAP_NET_ADMIN</c> are one.</summary>
    internal static string[] Normal(IEnumerable<string> names, string[] available, string option) =>
        [.. names.Select(name => Normal(name, available, option))];

    private static string Normal(string name, string[] available, string option)
    {
        string full = name.ToUpperInvariant();
        if (full == All)
            return full;
        if (!full.StartsWith("CAP_", StringComparison.Ordinal))
            full = "CAP_" + full;
        if (Capability.NumberOf(full) < 0)
            throw new EngineException(EngineFault.InvalidArgument, $"invalid {option}: unknown capability: \"{full}\"");
        return available.Contains(full) ? full : throw new EngineException(
            EngineFault.InvalidArgument,
                $"capability not supported by your kernel or not available in the current environment: \"{full}\"");
    }
}
