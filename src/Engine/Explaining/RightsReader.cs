// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Engine.Containers.Specs.Profiles;
using Husk.Linux.Capabilities;
using Husk.Oci.RuntimeSpec;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Explaining;

/// <summary>What the first process may: by the kernel while it lives, and else by its configuration.</summary>
internal static class RightsReader
{
    private const string Prefix = "CAP_";

    /// <param name="status">Of the process; empty when it does not live.</param>
    /// <param name="label">Of the process, from proc; empty when it does not live, or there is no AppArmor.</param>
    /// <param name="spec">config.json; null when the container has never run.</param>
    public static ExplainedRights Read(IReadOnlyDictionary<string, string> status, string label, Spec? spec)
    {
        Seccomp? filter = spec?.Linux?.Seccomp;
        (string[] refused, string[] conditional) = filter is null ? ([], []) : Refused(filter);
        Capabilities? planned = spec?.Process?.Capabilities;
        return new ExplainedRights
        {
            Effective = Set(status, "CapEff", planned?.Effective),
            Bounding = Set(status, "CapBnd", planned?.Bounding),
            Ambient = Set(status, "CapAmb", planned?.Ambient),
            NoNewPrivileges = status.TryGetValue("NoNewPrivs", out string? set)
                ? set == "1"
                : spec?.Process?.NoNewPrivileges ?? false,
            Seccomp = status.TryGetValue("Seccomp", out string? mode)
                ? mode switch { "2" => "filter", "1" => "strict", _ => "none" }
                : filter is null ? "none" : "filter",
            Apparmor = label.Length > 0 ? label : spec?.Process?.ApparmorProfile ?? "",
            Refused = refused,
            Conditional = conditional,
            User = status.TryGetValue("Uid", out string? uid)
                ? $"{uid.Split('\t')[0]}:{status.GetValueOrDefault("Gid", "0").Split('\t')[0]}, groups {status.GetValueOrDefault("Groups", "").Trim()}"
                : string.Create(
                    CultureInfo.InvariantCulture, $"{spec?.Process?.User.Uid ?? 0}:{spec?.Process?.User.Gid ?? 0}"),
        };
    }

    private static string[] Set(IReadOnlyDictionary<string, string> status, string field, string[]? planned)
    {
        IEnumerable<string> names = status.TryGetValue(field, out string? mask)
            ? Capability.NamesIn(ulong.Parse(mask, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
                : planned ?? [];
        return [.. names.Select(name => name[Prefix.Length..].ToLowerInvariant())];
    }

    private static (string[] Refused, string[] Conditional) Refused(Seccomp filter)
    {
        HashSet<string> open = [.. Allowed(filter, rule => rule.Args.Length == 0)];
        string[] conditional =
            [.. Allowed(filter, rule => rule.Args.Length > 0).Except(open).Distinct().Order(StringComparer.Ordinal)];
        if (filter.DefaultAction is "SCMP_ACT_ALLOW" or "SCMP_ACT_LOG")
            return ([.. filter.Syscalls.Where(rule => !IsOpen(rule)).SelectMany(rule => rule.Names).Distinct()], []);
        return ([.. Known().Except(open).Except(conditional).Order(StringComparer.Ordinal)], conditional);
    }

    private static IEnumerable<string> Allowed(Seccomp filter, Func<SeccompRule, bool> which) =>
        filter.Syscalls.Where(rule => IsOpen(rule) && which(rule)).SelectMany(rule => rule.Names);

    private static bool IsOpen(SeccompRule rule) => rule.Action is "SCMP_ACT_ALLOW" or "SCMP_ACT_LOG";

    // The groups of the default profile have every call of the kernel's tables: a test holds them against it.
    private static IEnumerable<string> Known() => AllowedSyscalls.All
        .Concat(GuardedSyscalls.All.Select(guarded => guarded.Group)).Concat(DeniedSyscalls.All)
        .SelectMany(group => group.Names).Distinct();
}
