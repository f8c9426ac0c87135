// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>Device nodes in /dev, and what the device controller lets through.</summary>
internal static partial class DeviceList
{
    /// <summary>
    /// Every runtime makes null, zero, full, random, urandom and tty (config-linux.md, "Default Devices").
    /// </summary>
    public static Device[] Nodes(HostConfig host, HostDevices devices)
    {
        IEnumerable<Device> mapped = devices.Mapped
            .Where(pair => !host.Privileged || pair.Mapping.PathOnHost != pair.Mapping.PathInContainer)
            .SelectMany(pair => pair.Nodes);
        return host.Privileged ? [.. devices.All, .. mapped] : [.. mapped];
    }

    public static DeviceRule[] Rules(HostConfig host, HostDevices devices) => host.Privileged
        ? [new DeviceRule { Allow = true, Access = "rwm" }]
        :
        [
            new DeviceRule { Allow = false, Access = "rwm" },
            Allowed("c", 1, 5, "rwm"), // zero
            Allowed("c", 1, 3, "rwm"), // null
            Allowed("c", 1, 9, "rwm"), // urandom
            Allowed("c", 1, 8, "rwm"), // random
            Allowed("c", 5, 0, "rwm"), // tty
            Allowed("c", 5, 1, "rwm"), // console
            .. devices.Mapped.SelectMany(pair =>
                pair.Nodes.Select(node => Allowed(node.Type, node.Major, node.Minor, pair.Mapping.CgroupPermissions))),
            .. host.DeviceCgroupRules.Select(OfText),
        ];

    /// <summary><c>c 1:3 rwm</c>, with <c>*</c> for any number.</summary>
    private static DeviceRule OfText(string text)
    {
        Match match = RuleForm().Match(text);
        if (!match.Success)
            throw new EngineException(EngineFault.InvalidArgument, $"invalid device cgroup rule format: '{text}'");
        return new DeviceRule
        {
            Allow = true,
            Type = match.Groups[1].Value,
            Major = Number(match.Groups[2].Value),
            Minor = Number(match.Groups[3].Value),
            Access = match.Groups[4].Value,
        };
    }

    private static long? Number(string text) => text == "*" ? null : long.Parse(text, CultureInfo.InvariantCulture);

    private static DeviceRule Allowed(string type, long major, long minor, string access) =>
        new() { Allow = true, Type = type, Major = major, Minor = minor, Access = access };

    [GeneratedRegex(@"^([acb]) ([0-9]{1,9}|\*):([0-9]{1,9}|\*) ([rwm]{1,3})$")]
    private static partial Regex RuleForm();
}
