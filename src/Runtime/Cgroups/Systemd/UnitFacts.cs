// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using Husk.Linux.Cgroups;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>What the properties of a unit depend on besides the configuration.</summary>
internal sealed record UnitFacts
{
    /// <summary>systemd's version: properties are younger than systemd.</summary>
    public required int Version { get; init; }

    public required CgroupVersion Layout { get; init; }

    /// <summary>The process that a scope is started with; a scope without one is refused.</summary>
    public int Pid { get; init; }

    /// <summary>Names of drivers by major number, as /proc/devices has them.</summary>
    public IReadOnlyDictionary<uint, string> CharacterDrivers { get; init; } = ReadOnlyDictionary<uint, string>.Empty;

    /// <inheritdoc cref="CharacterDrivers"/>
    public IReadOnlyDictionary<uint, string> BlockDrivers { get; init; } = ReadOnlyDictionary<uint, string>.Empty;

    /// <summary>One half of /proc/devices.</summary>
    /// <param name="text">The file.</param>
    /// <param name="heading">The line above the half: <c>Character devices:</c> or <c>Block devices:</c>.</param>
    public static Dictionary<uint, string> Drivers(string text, string heading)
    {
        var drivers = new Dictionary<uint, string>();
        bool inside = false;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.EndsWith(":"))
            {
                inside = line.SequenceEqual(heading);
                continue;
            }

            ReadOnlySpan<char> entry = line.Trim();
            int blank = entry.IndexOf(' ');
            // Of several drivers with one major number the first is as good as any: systemd looks the number up.
            if (inside && blank > 0
                && uint.TryParse(entry[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out uint major))
            {
                drivers.TryAdd(major, entry[(blank + 1)..].ToString());
            }
        }

        return drivers;
    }
}
