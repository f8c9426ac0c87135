// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Bpf;
using Husk.Linux.Systemd;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>
/// The device list in systemd's words. They cannot say everything, so the list allows what the rules allow or more; the
/// exact one is enforced besides, by our own program or in v1's files.
/// </summary>
/// <remarks>Source: systemd.resource-control(5), DeviceAllow= and DevicePolicy=.</remarks>
internal static class UnitDevices
{
    public static void AddTo(
        PropertyList list,
        IEnumerable<DeviceAccessRule> rules,
        IReadOnlyDictionary<uint, string> characterDrivers,
        IReadOnlyDictionary<uint, string> blockDrivers)
    {
        List<DeviceAccessRule>? allowed = Allowed(rules);
        list.Set("DevicePolicy", allowed is null ? "auto" : "strict");
        BusValue[] entries = allowed is null ? [] : [.. allowed
            .Select(rule => (
                Path: Path(rule, rule.Kind == DeviceKind.Block ? blockDrivers : characterDrivers),
                Rights: Text(rule.Rights)))
            .Distinct()
            .Select(entry => BusValue.Struct(BusValue.Text(entry.Path), BusValue.Text(entry.Rights)))];
        list.Set("DeviceAllow", BusValue.Array("(ss)", entries));
    }

    /// <summary>What is allowed in the end, one kind a rule; null where everything is, or all but some.</summary>
    private static List<DeviceAccessRule>? Allowed(IEnumerable<DeviceAccessRule> rules)
    {
        List<DeviceAccessRule>? allowed = [];
        foreach (DeviceAccessRule rule in rules)
        {
            if (rule.IsTotal)
                allowed = rule.Allow ? null : [];
            else if (rule.Allow)
                allowed?.AddRange(PerKind(rule));
            else
                allowed?.RemoveAll(each => PerKind(rule).Any(denied => Covers(denied, each)));
        }

        return allowed;
    }

    private static IEnumerable<DeviceAccessRule> PerKind(DeviceAccessRule rule) => rule.Kind is null
        ? [rule with { Kind = DeviceKind.Character }, rule with { Kind = DeviceKind.Block }]
        : [rule];

    private static bool Covers(DeviceAccessRule wide, DeviceAccessRule narrow) =>
        wide.Kind == narrow.Kind && (narrow.Rights & ~wide.Rights) == DeviceRights.None
        && (wide.Major is null || wide.Major == narrow.Major) && (wide.Minor is null || wide.Minor == narrow.Minor);

    private static string Path(DeviceAccessRule rule, IReadOnlyDictionary<uint, string> drivers)
    {
        string kind = rule.Kind == DeviceKind.Block ? "block" : "char";
        if (rule is { Major: { } major, Minor: { } minor })
            return $"/dev/{kind}/{major}:{minor}";
        // A major number goes by the name of its driver; one that nobody drives now, and one minor of every major, by
        // all.
        return rule is { Major: { } driven, Minor: null } && drivers.TryGetValue(driven, out string? driver)
            ? $"{kind}-{driver}"
            : $"{kind}-*";
    }

    private static string Text(DeviceRights rights) =>
        (rights.HasFlag(DeviceRights.Read) ? "r" : "") + (rights.HasFlag(DeviceRights.Write) ? "w" : "")
            + (rights.HasFlag(DeviceRights.Mknod) ? "m" : "");
}
