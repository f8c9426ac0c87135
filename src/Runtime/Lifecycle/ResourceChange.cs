// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Lifecycle;

/// <summary>Limits, and a change of some of them. As in runc a number of 0 stands for "as it is".</summary>
internal static class ResourceChange
{
    /// <summary>The limits in force after a change.</summary>
    public static Resources After(Resources now, Resources change) => now with
    {
        Memory = After(now.Memory ?? new(), change.Memory) ?? now.Memory,
        Cpu = After(now.Cpu ?? new(), change.Cpu) ?? now.Cpu,
        Pids = change.Pids?.Limit is null ? now.Pids : change.Pids,
        BlockIo = After(now.BlockIo ?? new(), change.BlockIo) ?? now.BlockIo,
        HugepageLimits = Upsert(now.HugepageLimits, change.HugepageLimits, static limit => limit.PageSize),
        Network = After(now.Network ?? new(), change.Network) ?? now.Network,
        Rdma = Upsert(now.Rdma, change.Rdma),
        Unified = Upsert(now.Unified, change.Unified),
    };

    /// <summary>
    /// Those of the limits after a change that are to be written: the ones it names, and what the kernel wants to be
    /// told together with them.
    /// </summary>
    public static Resources ToWrite(Resources after, Resources change) => new()
    {
        Memory = change.Memory is { } memory ? ToWrite(after.Memory!, memory) : null,
        Cpu = change.Cpu is { } cpu ? ToWrite(after.Cpu!, cpu) : null,
        Pids = change.Pids,
        BlockIo = change.BlockIo,
        HugepageLimits = change.HugepageLimits,
        Network = change.Network,
        Rdma = change.Rdma,
        Unified = change.Unified,
    };

    private static MemoryResources? After(MemoryResources now, MemoryResources? change) =>
        change is null ? null : now with
        {
            Limit = Given(change.Limit) ?? now.Limit,
            Reservation = Given(change.Reservation) ?? now.Reservation,
            // To lift the limit of memory lifts that of memory and swap together, unless the change says otherwise.
            Swap = Given(change.Swap) ?? (change.Limit == -1 ? null : now.Swap),
            Swappiness = change.Swappiness ?? now.Swappiness,
            DisableOomKiller = change.DisableOomKiller ?? now.DisableOomKiller,
            CheckBeforeUpdate = change.CheckBeforeUpdate ?? now.CheckBeforeUpdate,
        };

    private static MemoryResources ToWrite(MemoryResources after, MemoryResources change)
    {
        // v2 has a file for swap alone, whose value is the difference of the two.
        bool sizes = Given(change.Limit) is not null || Given(change.Swap) is not null;
        return new()
        {
            Limit = sizes ? after.Limit : null,
            Swap = sizes ? after.Swap : null,
            Reservation = change.Reservation,
            Swappiness = change.Swappiness,
            DisableOomKiller = change.DisableOomKiller,
            CheckBeforeUpdate = after.CheckBeforeUpdate,
        };
    }

    private static CpuResources? After(CpuResources now, CpuResources? change) => change is null ? null : now with
    {
        Shares = Given(change.Shares) ?? now.Shares,
        Quota = Given(change.Quota) ?? now.Quota,
        Period = Given(change.Period) ?? now.Period,
        Burst = change.Burst ?? now.Burst,
        RealtimeRuntime = Given(change.RealtimeRuntime) ?? now.RealtimeRuntime,
        RealtimePeriod = Given(change.RealtimePeriod) ?? now.RealtimePeriod,
        Cpus = change.Cpus.Length > 0 ? change.Cpus : now.Cpus,
        Mems = change.Mems.Length > 0 ? change.Mems : now.Mems,
        Idle = change.Idle ?? now.Idle,
    };

    private static CpuResources ToWrite(CpuResources after, CpuResources change)
    {
        // In v2 quota and period are one file.
        bool bandwidth = Given(change.Quota) is not null || Given(change.Period) is not null;
        return change with
        {
            Quota = bandwidth ? after.Quota : null,
            Period = bandwidth ? after.Period : null,
            // To leave SCHED_IDLE gives the cgroup the weight of a new one.
            Shares = change.Idle == 0 ? after.Shares : change.Shares,
        };
    }

    private static BlockIoResources? After(BlockIoResources now, BlockIoResources? change) =>
        change is null ? null : new()
        {
            Weight = change.Weight is null or 0 ? now.Weight : change.Weight,
            LeafWeight = change.LeafWeight is null or 0 ? now.LeafWeight : change.LeafWeight,
            WeightDevice = Upsert(now.WeightDevice, change.WeightDevice, static each => (each.Major, each.Minor)),
            ThrottleReadBpsDevice = Upsert(now.ThrottleReadBpsDevice, change.ThrottleReadBpsDevice),
            ThrottleWriteBpsDevice = Upsert(now.ThrottleWriteBpsDevice, change.ThrottleWriteBpsDevice),
            ThrottleReadIopsDevice = Upsert(now.ThrottleReadIopsDevice, change.ThrottleReadIopsDevice),
            ThrottleWriteIopsDevice = Upsert(now.ThrottleWriteIopsDevice, change.ThrottleWriteIopsDevice),
        };

    private static NetworkResources? After(NetworkResources now, NetworkResources? change) =>
        change is null ? null : new()
        {
            ClassId = change.ClassId is null or 0 ? now.ClassId : change.ClassId,
            Priorities = Upsert(now.Priorities, change.Priorities, static each => each.Name),
        };

    private static ThrottleDevice[] Upsert(ThrottleDevice[] now, ThrottleDevice[] change) =>
        Upsert(now, change, static each => (each.Major, each.Minor));

    /// <summary>A change of an entry takes its place; new ones come behind.</summary>
    private static T[] Upsert<T, TKey>(T[] now, T[] change, Func<T, TKey> key)
        where TKey : IEquatable<TKey>
    {
        if (change.Length == 0)
            return now;
        var after = new List<T>(now);
        foreach (T entry in change)
        {
            int i = after.FindLastIndex(old => key(old).Equals(key(entry)));
            if (i < 0)
                after.Add(entry);
            else
                after[i] = entry;
        }

        return [.. after];
    }

    private static IReadOnlyDictionary<string, T> Upsert<T>(
        IReadOnlyDictionary<string, T> now, IReadOnlyDictionary<string, T> change)
    {
        if (change.Count == 0)
            return now;
        var after = new Dictionary<string, T>(now);
        foreach ((string key, T value) in change)
            after[key] = value;
        return after;
    }

    private static long? Given(long? value) => value is 0 ? null : value;

    private static ulong? Given(ulong? value) => value is 0 ? null : value;
}
