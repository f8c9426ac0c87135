// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Explaining;

/// <summary>Rules of the device controller in words.</summary>
internal static class DeviceWords
{
    // Documentation/admin-guide/devices.txt.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["c 1:3"] = "/dev/null",
        ["c 1:5"] = "/dev/zero",
        ["c 1:7"] = "/dev/full",
        ["c 1:8"] = "/dev/random",
        ["c 1:9"] = "/dev/urandom",
        ["c 5:0"] = "/dev/tty",
        ["c 5:1"] = "/dev/console",
        ["c 5:2"] = "/dev/ptmx",
        ["c 136:*"] = "/dev/pts/N",
        ["c 10:200"] = "/dev/net/tun",
        ["c *:*"] = "any character device",
        ["b *:*"] = "any block device",
        ["a *:*"] = "any device",
    };

    /// <param name="list">devices.list of cgroup v1; null where there is none.</param>
    /// <param name="rules">What the configuration says.</param>
    public static IReadOnlyList<string> Of(string? list, IReadOnlyList<DeviceRule> rules) => list is not null
        ? [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Words)]
        : [.. rules.Where(rule => rule.Allow)
            .Select(rule => Words(
                $"{(rule.Type.Length > 0 ? rule.Type : "a")} {Number(rule.Major)}:{Number(rule.Minor)} {rule.Access}"))];

    private static string Words(string rule)
    {
        int at = rule.LastIndexOf(' ');
        if (at < 0)
            return rule;
        string device = rule[..at], access = rule[(at + 1)..];
        string can = string.Join(
            ", ", access.Select(letter => letter switch { 'r' => "read", 'w' => "write", _ => "make a node" }));
        return $"{device}{(Names.TryGetValue(device, out string? name) ? $" ({name})" : "")}: {can}";
    }

    private static string Number(long? number) =>
        number is { } value and >= 0 ? value.ToString(CultureInfo.InvariantCulture) : "*";
}
