// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Cgroups;
using Husk.Linux.Systemd;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>
/// Turns the configuration into the properties of a unit. Pure: what systemd and the host are like comes in as
/// <see cref="UnitFacts"/>. Limits stand here so that systemd holds them too when it reloads; what it has no property
/// for is written to the files afterwards, by the same plan as without systemd.
/// </summary>
/// <remarks>Source: org.freedesktop.systemd1(5); systemd.resource-control(5); runc's docs/systemd.md.</remarks>
internal static class UnitProperties
{
    private static readonly Resources None = new();

    /// <param name="spec">The configuration.</param>
    /// <param name="id">Of the container.</param>
    /// <param name="unit">The unit and its slice.</param>
    /// <param name="facts">What the host is like.</param>
    /// <exception cref="Oci.SpecException">An annotation that is no property.</exception>
    public static IReadOnlyList<UnitProperty> Of(
        Oci.RuntimeSpec.RuntimeSpec spec, string id, UnitName unit, UnitFacts facts)
    {
        Resources resources = spec.Linux?.Resources ?? None;
        var list = new PropertyList();
        list.Set("Description", "husk container " + id);
        if (unit.IsSlice)
        {
            // It is in the slice that its name says.
            list.Set("Wants", BusValue.Array("s", BusValue.Text(unit.Slice)));
        }
        else
        {
            list.Set("Slice", unit.Slice);
            // systemd.resource-control(5), Delegate=: it keeps its hands off what is below, and does not move
            // processes.
            list.Set("Delegate", true);
            list.Set("PIDs", BusValue.Array("u", BusValue.UInt32((uint)facts.Pid)));
        }

        list.Set("MemoryAccounting", true);
        list.Set("CPUAccounting", true);
        list.Set(facts.Layout == CgroupVersion.V2 ? "IOAccounting" : "BlockIOAccounting", true);
        list.Set("TasksAccounting", true);
        // Without, the end of the container would be part of the way to every shutdown target.
        list.Set("DefaultDependencies", false);
        UnitDevices.AddTo(list, DevicesController.Rules(resources.Devices), facts.CharacterDrivers, facts.BlockDrivers);
        AddLimits(list, resources, facts);
        UnitAnnotations.AddTo(list, spec.Annotations);
        return list.Properties;
    }

    /// <summary>What an update changes; devices and annotations stay as they are.</summary>
    /// <param name="wanted">All limits to come, the unchanged ones too.</param>
    /// <param name="facts">What the host is like.</param>
    public static IReadOnlyList<UnitProperty> OfUpdate(Resources wanted, UnitFacts facts)
    {
        var list = new PropertyList();
        AddLimits(list, wanted, facts);
        return list.Properties;
    }

    private static void AddLimits(PropertyList list, Resources resources, UnitFacts facts)
    {
        if (facts.Layout == CgroupVersion.V2)
        {
            UnitLimits.AddV2(list, resources, facts.Version);
            UnitUnified.AddTo(list, resources.Unified, facts.Version);
        }
        else
        {
            UnitLimits.AddV1(list, resources, facts.Version);
        }
    }
}
