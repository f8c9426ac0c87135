// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>Memory and swap. As in runc a value of 0 stands for "as it is".</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Memory"; cgroup-v1/memory.rst; cgroup-v2.rst, "Memory".</remarks>
internal static class MemoryController
{
    private const string Limit = "memory.limit", Swap = "memory.swap", Reservation = "memory.reservation";

    /// <param name="list">What is added to.</param>
    /// <param name="wanted">The limits to come.</param>
    /// <param name="now">The limits in force; null in a cgroup that was just made.</param>
    /// <param name="usage">Bytes in use, for checkBeforeUpdate; null where that is not known.</param>
    public static void Plan(WriteList list, MemoryResources wanted, MemoryResources? now, ulong? usage)
    {
        PassOver(list, wanted);
        if (AnyField(wanted) is not { } field)
            return;
        CgroupHierarchy hierarchy = list.Need("memory", field);
        if (hierarchy.IsUnified)
            PlanV2(list, hierarchy, wanted, usage);
        else
            PlanV1(list, hierarchy, wanted, now);
    }

    private static string? AnyField(MemoryResources wanted)
    {
        if (wanted.Limit is not (null or 0))
            return Limit;
        if (wanted.Swap is not (null or 0))
            return Swap;
        if (wanted.Reservation is not (null or 0))
            return Reservation;
        if (wanted.Swappiness is not null)
            return "memory.swappiness";
        return wanted.DisableOomKiller == true ? "memory.disableOOMKiller" : null;
    }

    private static void PassOver(WriteList list, MemoryResources wanted)
    {
        if (wanted.Kernel is not null)
            list.Warn("memory.kernel", "passed over: the kernel has had no limit of kernel memory alone since 5.16");
        if (wanted.KernelTcp is not null)
            list.Warn("memory.kernelTCP", "passed over: it is deprecated, and part of memory.limit");
        // cgroup-v1/memory.rst, "Hierarchy support": the file has taken nothing but 1 since 5.11.
        if (wanted.UseHierarchy == false)
            list.Warn("memory.useHierarchy", "passed over: since 5.11 memory is always counted through the hierarchy");
    }

    private static void PlanV1(WriteList list, CgroupHierarchy memory, MemoryResources wanted, MemoryResources? now)
    {
        long limit = wanted.Limit ?? 0, both = wanted.Swap ?? 0;
        CgroupWrite? limitWrite = limit == 0
            ? null
            : WriteList.Write(memory, "memory.limit_in_bytes", WriteList.Text(limit), Limit);
        // To lift the limit of memory alone is not possible below a limit of memory and swap together.
        CgroupWrite? bothWrite = both == 0 && limit == -1 ? Both(memory, -1, Limit)
            : both == 0 ? null : Both(memory, both, Swap);

        // At every moment memsw.limit has to be at least limit, or the write is EINVAL. In a new cgroup both are
        // endless, so the limit comes first; else memsw comes first when it stays above the limit that is still in
        // force.
        bool bothFirst = both == -1 || (limit == -1 && both == 0)
            || (both > 0 && now?.Limit is { } old && old > 0 && both >= old);
        if (bothFirst && bothWrite is not null)
            list.Writes.Add(bothWrite);
        if (limitWrite is not null)
            list.Writes.Add(limitWrite);
        if (!bothFirst && bothWrite is not null)
            list.Writes.Add(bothWrite);

        if (wanted.Reservation is { } reservation and not 0)
            list.Add(memory, "memory.soft_limit_in_bytes", reservation, Reservation);
        if (wanted.DisableOomKiller == true)
            list.Add(memory, "memory.oom_control", "1", "memory.disableOOMKiller");
        if (wanted.Swappiness is { } swappiness)
        {
            if (swappiness > 100)
                throw WriteList.Refuse("memory.swappiness", $"{swappiness} is not in the range 0 to 100");
            list.Add(memory, "memory.swappiness", swappiness, "memory.swappiness");
        }
    }

    /// <summary>
    /// The file is missing where swap is not counted (swapaccount=0); no limit is what there is then anyway.
    /// </summary>
    private static CgroupWrite Both(CgroupHierarchy memory, long value, string field)
    {
        CgroupWrite write = WriteList.Write(memory, "memory.memsw.limit_in_bytes", WriteList.Text(value), field);
        return write with { Optional = value == -1 };
    }

    private static void PlanV2(WriteList list, CgroupHierarchy memory, MemoryResources wanted, ulong? usage)
    {
        if (wanted.Swappiness is not null)
            throw WriteList.Refuse("memory.swappiness", "cgroup v2 has no swappiness of a cgroup; leave it out");
        if (wanted.DisableOomKiller == true)
            throw WriteList.Refuse("memory.disableOOMKiller", "cgroup v2 cannot turn the OOM killer off; leave it out");
        CheckBeforeUpdate(wanted, usage);

        if (SwapAlone(wanted) is { } swap)
        {
            // The file is missing where the kernel has no swap, and then nothing is swapped with any limit.
            string value = Text(swap), field = wanted.Swap is null or 0 ? Limit : Swap;
            CgroupWrite write = WriteList.Write(memory, "memory.swap.max", value, field);
            list.Writes.Add(write with { Optional = value is "max" or "0" });
        }

        if (wanted.Limit is { } limit and not 0)
            list.Add(memory, "memory.max", Text(limit), Limit);
        if (wanted.Reservation is { } reservation and not 0)
            list.Add(memory, "memory.low", Text(reservation), Reservation);
    }

    private static string Text(long value) => value < 0 ? "max" : WriteList.Text(value);

    /// <summary>
    /// v2 counts swap alone where the spec, made for v1, counts memory and swap together. Null leaves it as it is.
    /// </summary>
    public static long? SwapAlone(MemoryResources wanted)
    {
        long limit = wanted.Limit ?? 0, both = wanted.Swap ?? 0;
        if (both == 0)
            return limit == -1 ? -1 : null; // as in v1: to lift the one lifts the other
        if (both == -1 || limit == -1)
            return both;
        if (limit == 0)
            throw WriteList.Refuse(Swap, "cgroup v2 counts swap alone, so this needs memory.limit beside it");
        // Spec/ResourceRules has refused a limit above both; should it come here all the same, it must not become
        // "max".
        return Math.Max(both - limit, 0);
    }

    /// <summary>v1 refuses a limit below the usage by itself; v2 would kill.</summary>
    private static void CheckBeforeUpdate(MemoryResources wanted, ulong? usage)
    {
        if (wanted.CheckBeforeUpdate != true || usage is not { } used)
            return;
        if (wanted.Swap is > 0 and var both && (ulong)both <= used)
            throw WriteList.Refuse(Swap, $"rejecting memory+swap limit {both} <= usage {used}");
        if (wanted.Limit is > 0 and var limit && (ulong)limit <= used)
            throw WriteList.Refuse(Limit, $"rejecting memory limit {limit} <= usage {used}");
    }
}
