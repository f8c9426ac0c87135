// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Systemd;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;
using Husk.Runtime.Cgroups.Systemd;
using Husk.Runtime.Init;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// The container's cgroup as a unit of systemd's. systemd refuses a scope without a process, so the scope begins with a
/// keeper, and the container's process is born into a cgroup that has its limits already; then the keeper ends.
/// </summary>
internal sealed class ContainerUnit : IDisposable
{
    private readonly UnitName _name;
    private readonly bool _user;
    private readonly SystemdBus _bus;
    private readonly UnitKeeper? _keeper;
    private readonly IReadOnlyList<UnitProperty> _properties;
    private UnitProperty? _tightest;

    private ContainerUnit(RuntimeSpec spec, string id, CgroupLayout layout)
    {
        _user = SystemdHost.IsUserInstance;
        _name = UnitName.Of(spec.Linux?.CgroupsPath ?? "", id, _user);
        _bus = SystemdBus.Open(_user);
        try
        {
            _keeper = _name.IsSlice ? null : UnitKeeper.Launch();
            UnitFacts facts = FactsOf(layout) with { Version = _bus.Version, Pid = _keeper?.Pid ?? 0 };
            _properties = UnitProperties.Of(spec, id, _name, facts);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Connects to systemd and decides on the unit.</summary>
    /// <exception cref="LifecycleException">There is no systemd.</exception>
    public static ContainerUnit Plan(RuntimeSpec spec, string id, CgroupLayout layout) => SystemdHost.IsRunning
        ? new ContainerUnit(spec, id, layout)
        : throw new LifecycleException("systemd not running on this host, cannot use systemd cgroups manager");

    /// <summary>What would be asked of systemd, and what would be written afterwards; asks nobody.</summary>
    public static (CgroupPlan Limits, IReadOnlyList<UnitProperty> Properties) Describe(
        RuntimeSpec spec, string id, CgroupLayout layout)
    {
        UnitName name = UnitName.Of(spec.Linux?.CgroupsPath ?? "", id, SystemdHost.IsUserInstance);
        UnitFacts facts = FactsOf(layout) with { Version = int.MaxValue };
        return (CgroupPlanner.PlanInUnit(spec, name.ControlGroup, layout), UnitProperties.Of(spec, id, name, facts));
    }

    /// <summary>
    /// Notes the unit down once it is this container's: one of that name may be somebody else's. If this process is
    /// killed before, the keeper ends with it, and the scope with the keeper.
    /// </summary>
    public ContainerRecord Name(ContainerRecord record) =>
        record with { SystemdUnit = _name.Name, SystemdUser = _user };

    public void Start()
    {
        var properties = new List<UnitProperty>(_properties);
        int tasks = properties.FindIndex(static each => each.Name == "TasksMax");
        if (_keeper is not null && tasks >= 0 && properties[tasks].Value.ToString() is "uint64 0" or "uint64 1")
        {
            // The keeper is one, and clone3 counts the container's process before the keeper is gone.
            _tightest = properties[tasks];
            properties[tasks] = new("TasksMax", BusValue.UInt64(2));
        }

        _bus.StartTransientUnit(_name.Name, properties);
    }

    /// <summary>The limits that are written to the files of the unit's cgroup.</summary>
    public CgroupPlan Limits(RuntimeSpec spec, CgroupLayout layout) =>
        CgroupPlanner.PlanInUnit(spec, _bus.ControlGroup(_name.Name), layout);

    /// <summary>The container's process is in the unit: the keeper is needed no more.</summary>
    public void HandOver()
    {
        _keeper?.End();
        if (_tightest is { } limit)
        {
            _bus.SetUnitProperties(_name.Name, [limit]);
        }
    }

    /// <summary>Changes limits in the unit, if there is one, and then in the files; both or neither.</summary>
    /// <param name="record">The container.</param>
    /// <param name="wanted">The limits to come.</param>
    /// <param name="now">The limits in force.</param>
    /// <param name="inFiles">Changes the files.</param>
    public static void Change(ContainerRecord record, Resources wanted, Resources now, Action inFiles)
    {
        using SystemdBus? bus = record.SystemdUnit is null ? null : SystemdBus.Open(record.SystemdUser);
        if (bus is null)
        {
            inFiles();
            return;
        }

        // systemd writes the files some time after its answer, and before it reads the next message: what is written
        // after that one stays.
        var facts = new UnitFacts { Version = bus.Version, Layout = CgroupLayout.Read().Version };
        bus.SetUnitProperties(record.SystemdUnit!, UnitProperties.OfUpdate(wanted, facts));
        bus.ControlGroup(record.SystemdUnit!);
        try
        {
            inFiles();
        }
        catch
        {
            bus.SetUnitProperties(record.SystemdUnit!, UnitProperties.OfUpdate(now, facts));
            throw;
        }
    }

    /// <summary>
    /// Stops the unit of a container whose processes have ended; systemd would wait for them otherwise.
    /// </summary>
    public static void Stop(ContainerRecord record)
    {
        if (record.SystemdUnit is { } unit)
        {
            using SystemdBus bus = SystemdBus.Open(record.SystemdUser);
            bus.StopUnit(unit);
            bus.ResetFailedUnit(unit);
        }
    }

    public void Dispose()
    {
        _keeper?.Dispose();
        _bus.Dispose();
    }

    private static UnitFacts FactsOf(CgroupLayout layout)
    {
        string devices = Encoding.UTF8.GetString(At.ReadAllIfThere(BorrowedFd.Cwd, "/proc/devices") ?? []);
        return new UnitFacts
        {
            Version = 0,
            Layout = layout.Version,
            CharacterDrivers = UnitFacts.Drivers(devices, "Character devices:"),
            BlockDrivers = UnitFacts.Drivers(devices, "Block devices:"),
        };
    }
}
