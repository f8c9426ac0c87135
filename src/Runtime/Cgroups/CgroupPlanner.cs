// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Cgroups;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>
/// Turns the configuration into directories and writes. Pure: it asks the host nothing, <see cref="CgroupLayout"/>
/// has told all.
/// </summary>
internal static class CgroupPlanner
{
    private static readonly Resources None = new();

    /// <summary>The plan of a new container.</summary>
    /// <exception cref="Oci.SpecException">A limit that this host or the kernel's controllers cannot do.</exception>
    public static CgroupPlan Plan(Oci.RuntimeSpec.RuntimeSpec spec, string id, CgroupLayout layout)
    {
        Resources resources = spec.Linux?.Resources ?? None;
        var list = new WriteList(layout);
        bpf_insn[]? devices = DevicesController.Plan(list, resources.Devices);
        AddLimits(list, resources, now: null, memoryUsage: null);
        CpuController.AllowRealtime(list, spec.Process?.Scheduler, resources.Cpu);
        return new CgroupPlan
        {
            Directories = Directories(layout, list, spec.Linux?.CgroupsPath ?? "", id),
            Setup = list.Setup,
            Writes = list.Writes,
            DeviceProgram = devices,
            OwnsPath = string.IsNullOrEmpty(spec.Linux?.CgroupsPath),
            Warnings = list.Warnings,
        };
    }

    /// <summary>
    /// The plan of a container whose cgroup systemd has made: the same limits, for those that no unit has a property
    /// for. The number of tasks is systemd's alone, as one more is in the unit until the container's process is.
    /// </summary>
    /// <param name="spec">The configuration.</param>
    /// <param name="controlGroup">Of the unit: a path in every hierarchy.</param>
    /// <param name="layout">This host's cgroups.</param>
    public static CgroupPlan PlanInUnit(Oci.RuntimeSpec.RuntimeSpec spec, string controlGroup, CgroupLayout layout)
    {
        LinuxSpec linux = (spec.Linux ?? new LinuxSpec()) with { CgroupsPath = controlGroup };
        CgroupPlan plan = Plan(spec with { Linux = linux }, "", layout);
        return plan with { IsUnit = true, Writes = [.. plan.Writes.Where(static write => write.File != "pids.max")] };
    }

    /// <summary>
    /// The plan of a container that has no cgroup of its own and so no limits: `--cgroup-manager disabled`.
    /// </summary>
    public static CgroupPlan Without(Oci.RuntimeSpec.RuntimeSpec spec) => new()
    {
        Directories = [],
        Warnings = spec.Linux?.Resources is null
            ? []
            : ["$.linux.resources: not applied, as --cgroup-manager is disabled"],
    };

    /// <summary>
    /// The writes that bring a container from limits to other limits, ordered so that no moment in between breaks a
    /// rule of the kernel. Devices stay as they are.
    /// </summary>
    /// <param name="wanted">All limits to come, the unchanged ones too.</param>
    /// <param name="now">The limits in force.</param>
    /// <param name="layout">This host's cgroups.</param>
    /// <param name="memoryUsage">
    /// Bytes in use, <see cref="Cgroup.MemoryUsage"/>; only looked at when memory.checkBeforeUpdate asks for it.
    /// </param>
    public static IReadOnlyList<CgroupWrite> PlanUpdate(
        Resources wanted, Resources now, CgroupLayout layout, ulong? memoryUsage)
    {
        var list = new WriteList(layout);
        AddLimits(list, wanted, now, memoryUsage);
        return [.. list.Setup, .. list.Writes];
    }

    private static void AddLimits(WriteList list, Resources wanted, Resources? now, ulong? memoryUsage)
    {
        if (wanted.Cpu is { } cpu)
        {
            CpusetController.Plan(list, cpu);
            CpuController.Plan(list, cpu, now?.Cpu);
        }

        if (wanted.Memory is { } memory)
            MemoryController.Plan(list, memory, now?.Memory, memoryUsage);
        if (wanted.Pids is { } pids)
            PidsController.Plan(list, pids);
        if (wanted.BlockIo is { } blockIo)
            BlockIoController.Plan(list, blockIo);
        HugetlbController.Plan(list, wanted.HugepageLimits);
        if (wanted.Network is { } network)
            NetworkController.Plan(list, network);
        RdmaController.Plan(list, wanted.Rdma);
        UnifiedFiles.Plan(list, wanted.Unified);
    }

    private static CgroupDirectory[] Directories(CgroupLayout layout, WriteList list, string cgroupsPath, string id)
    {
        var directories = new CgroupDirectory[layout.Hierarchies.Count];
        for (int i = 0; i < directories.Length; i++)
        {
            CgroupHierarchy hierarchy = layout.Hierarchies[i];
            directories[i] = new CgroupDirectory
            {
                Hierarchy = hierarchy,
                Path = CgroupPath.Of(hierarchy, layout.Version, cgroupsPath, id),
                Enable = Enable(layout, hierarchy, list),
            };
        }

        return directories;
    }

    /// <summary>
    /// On a v2 host every controller, so that everything is counted and can be limited later. Beside v1 only those that
    /// are limited: there the tree is somebody else's, systemd's as a rule, who uses it without controllers.
    /// </summary>
    private static IReadOnlyList<string> Enable(CgroupLayout layout, CgroupHierarchy hierarchy, WriteList list)
    {
        if (!hierarchy.IsUnified)
            return [];
        if (layout.Version == CgroupVersion.V2)
            return hierarchy.Controllers;
        var needed = new List<string>();
        foreach (CgroupWrite write in list.Writes)
        {
            if (write.Hierarchy != hierarchy.Name)
                continue;
            string controller = write.File[..write.File.IndexOf('.', StringComparison.Ordinal)];
            if (hierarchy.Has(controller) && !needed.Contains(controller))
                needed.Add(controller);
        }

        return needed;
    }
}
