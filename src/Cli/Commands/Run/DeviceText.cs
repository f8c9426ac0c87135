// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>One <c>--device</c>: <c>/dev/fuse</c>, <c>/dev/sda:/dev/disk:r</c>.</summary>
internal static partial class DeviceText
{
    /// <exception cref="FormatException">It is none.</exception>
    public static DeviceMapping Parse(string text)
    {
        if (QualifiedName().IsMatch(text))
        {
            throw new FormatException(
                $"could not select device driver \"cdi\" with capabilities: []: husk reads no CDI specifications; pass the devices of {text} on by their paths");
        }

        string[] parts = text.Split(':');
        if (parts.Length > 3 || parts[0].Length == 0)
            throw new FormatException($"bad format for path: {text}");
        if (parts.Length == 3 && !IsAccess(parts[2]))
            throw new FormatException($"bad mode specified: {parts[2]}");
        bool shortAccess = parts.Length == 2 && IsAccess(parts[1]);
        string inside = parts.Length == 1 || shortAccess ? parts[0] : parts[1];
        if (!inside.StartsWith('/'))
            throw new FormatException($"{inside} is not an absolute path");
        return new DeviceMapping
        {
            PathOnHost = parts[0],
            PathInContainer = inside,
            CgroupPermissions = parts.Length == 3 ? parts[2] : shortAccess ? parts[1] : "rwm",
        };
    }

    [GeneratedRegex(@"^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$")]
    public static partial Regex RuleForm();

    // vendor.com/class=name, of the Container Device Interface.
    [GeneratedRegex(@"^[A-Za-z][\w.-]*/[A-Za-z][\w.-]*=[A-Za-z0-9][\w.:-]*$")]
    private static partial Regex QualifiedName();

    private static bool IsAccess(string text) => text.Length > 0 && text.All("rwm".Contains)
        && text.Distinct().Count() == text.Length;
}
