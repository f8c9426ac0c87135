// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Systemd;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>
/// Properties in the order in which they came; one that comes again takes the place of the one before.
/// </summary>
internal sealed class PropertyList
{
    private readonly List<UnitProperty> _properties = [];

    public IReadOnlyList<UnitProperty> Properties => _properties;

    public void Set(string name, BusValue value)
    {
        int i = _properties.FindIndex(each => each.Name == name);
        if (i < 0)
            _properties.Add(new(name, value));
        else
            _properties[i] = new(name, value);
    }

    public void Set(string name, bool flag) => Set(name, BusValue.Flag(flag));

    public void Set(string name, string text) => Set(name, BusValue.Text(text));

    public void Set(string name, ulong number) => Set(name, BusValue.UInt64(number));

    /// <summary>A limit of which a number below 0 means that there is none.</summary>
    public void SetLimit(string name, long limit) => Set(name, limit < 0 ? ulong.MaxValue : (ulong)limit);
}
