// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;
using Husk.Runtime.Resctrl;
using Husk.Runtime.Spec;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`update`: other limits for a container that is there. Its devices stay as they are.</summary>
internal static class Update
{
    /// <param name="store">The root.</param>
    /// <param name="id">The container.</param>
    /// <param name="change">What is to change; what is absent, or 0 where 0 is no limit, stays.</param>
    /// <param name="l3Cache">Intel RDT: a new L3 schema; null leaves it.</param>
    /// <param name="memoryBandwidth">Intel RDT: a new MB schema; null leaves it.</param>
    /// <param name="log">Is told of what is passed over.</param>
    /// <exception cref="LifecycleException">No such container, or one that has stopped.</exception>
    /// <exception cref="SyscallException">The kernel refused a limit; those before it are taken back.</exception>
    public static void Run(
        StateStore store, string id, Resources change, string? l3Cache, string? memoryBandwidth, ILog log)
    {
        using StateLock held = store.Lock(id);
        ContainerRecord record = store.Load(id);
        if (store.StatusOf(record) is ContainerStatus.Stopped or ContainerStatus.Creating)
            throw new LifecycleException("container not running");
        if (change.Memory is { Kernel: not null } or { KernelTcp: not null })
            log.Warn("Kernel memory settings are ignored and will be removed");

        RuntimeSpec config = RuntimeSpecJson.Parse(store.LoadConfig(id), StateLayout.Config);
        Resources now = store.LoadResources(id, config);
        Resources after = ResourceChange.After(now, change);
        SpecValidation.Check(after);

        Cgroup cgroup = record.OpenCgroup()
            ?? throw new LifecycleException(
                $"container {id} has no cgroup to set limits on: it was removed, or none was made");
        IReadOnlyList<CgroupWrite> writes = CgroupPlanner.PlanUpdate(
            ResourceChange.ToWrite(after, change), now, CgroupLayout.Read(), cgroup.MemoryUsage);
        ContainerUnit.Change(
            record,
            ResourceChange.ToWrite(after, change),
            now,
            () => cgroup.Change(writes, () => ChangeIntelRdt(record, l3Cache, memoryBandwidth)));
        store.SaveResources(id, after);
    }

    /// <summary>In the container's own group, or the one its configuration names.</summary>
    private static void ChangeIntelRdt(ContainerRecord record, string? l3Cache, string? memoryBandwidth)
    {
        if (l3Cache is not null && !At.Exists(BorrowedFd.Cwd, "/sys/fs/resctrl/info/L3"))
            throw new LifecycleException("Intel RDT/CAT: l3 cache schema is not enabled");
        if (memoryBandwidth is not null && !At.Exists(BorrowedFd.Cwd, "/sys/fs/resctrl/info/MB"))
            throw new LifecycleException("Intel RDT/MBA: memory bandwidth schema is not enabled");
        string[] lines = Array.FindAll([l3Cache ?? "", memoryBandwidth ?? ""], line => line.Length > 0);
        if (lines.Length > 0 && record.ResctrlGroups.Count == 0)
            throw new LifecycleException("updating a non-existent Intel RDT configuration is not supported");
        if (lines.Length > 0)
            ResctrlGroup.Open(record.ResctrlGroups).SetShare(lines);
    }
}
