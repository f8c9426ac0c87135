// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>Shares, bandwidth and real-time of the processors. As in runc a value of 0 stands for "as it is".</summary>
/// <remarks>
/// Source: runtime-spec config-linux.md, "CPU"; scheduler/sched-bwc.rst; scheduler/sched-rt-group.rst; cgroup-v2.rst,
/// "CPU".
/// </remarks>
internal static class CpuController
{
    /// <summary>What a new cgroup starts with, microseconds: sched-bwc.rst and sched-rt-group.rst.</summary>
    private const ulong DefaultPeriod = 100_000, DefaultRealtimePeriod = 1_000_000;

    private const string Shares = "cpu.shares", Quota = "cpu.quota", Period = "cpu.period", Burst = "cpu.burst";
    private const string RealtimePeriod = "cpu.realtimePeriod", RealtimeRuntime = "cpu.realtimeRuntime";

    /// <param name="list">What is added to.</param>
    /// <param name="wanted">The limits to come.</param>
    /// <param name="now">The limits in force; null in a cgroup that was just made.</param>
    public static void Plan(WriteList list, CpuResources wanted, CpuResources? now)
    {
        if (AnyField(wanted) is not { } field)
            return;
        CgroupHierarchy hierarchy = list.Need("cpu", field);

        // A SCHED_IDLE cgroup has no weight, and the kernel takes none: EINVAL. To leave SCHED_IDLE resets the weight.
        if (wanted.Idle is { } idle)
            list.Add(hierarchy, "cpu.idle", idle, "cpu.idle");
        if (wanted.Shares is { } shares and not 0 && wanted.Idle is null or 0)
            PlanShares(list, hierarchy, shares);

        // The burst has to stay within the quota at every moment.
        bool burstFirst = wanted.Burst < (now?.Burst ?? 0);
        if (burstFirst)
            PlanBurst(list, hierarchy, wanted);
        if (hierarchy.IsUnified)
            PlanBandwidthV2(list, hierarchy, wanted);
        else
            PlanBandwidthV1(list, hierarchy, wanted, now);
        if (!burstFirst)
            PlanBurst(list, hierarchy, wanted);
        PlanRealtime(list, hierarchy, wanted, now);
    }

    /// <summary>
    /// v1 lets no process of a new cgroup be real-time before the cgroup has a share of it. Where the configuration
    /// asks for such a process and says nothing of the share, it is a tenth of a processor; a kernel that keeps no such
    /// account has no such file.
    /// </summary>
    public static void AllowRealtime(WriteList list, Scheduler? scheduler, CpuResources? wanted)
    {
        if (scheduler?.Policy is not ("SCHED_FIFO" or "SCHED_RR") || wanted?.RealtimeRuntime is not (null or 0))
            return;
        if (list.Layout.Find("cpu") is { IsUnified: false } cpu)
        {
            CgroupWrite write = WriteList.Write(cpu, "cpu.rt_runtime_us", "100000", RealtimeRuntime);
            list.Setup.Add(write with { Field = "$.process.scheduler", Optional = true });
        }
    }

    private static string? AnyField(CpuResources wanted)
    {
        if (wanted.Shares is not (null or 0))
            return Shares;
        if (wanted.Quota is not (null or 0))
            return Quota;
        if (wanted.Period is not (null or 0))
            return Period;
        if (wanted.Burst is not null)
            return Burst;
        if (wanted.Idle is not null)
            return "cpu.idle";
        if (wanted.RealtimePeriod is not (null or 0))
            return RealtimePeriod;
        return wanted.RealtimeRuntime is not (null or 0) ? RealtimeRuntime : null;
    }

    private static void PlanShares(WriteList list, CgroupHierarchy cpu, ulong shares)
    {
        if (cpu.IsUnified)
        {
            list.Add(cpu, "cpu.weight", CpuWeight.FromShares(shares), Shares);
            return;
        }

        // The kernel takes any number and writes the nearest it can do, without a word.
        if (shares < CpuWeight.MinShares)
            throw WriteList.Refuse(Shares, $"the minimum allowed cpu-shares is {CpuWeight.MinShares}");
        if (shares > CpuWeight.MaxShares)
            throw WriteList.Refuse(Shares, $"the maximum allowed cpu-shares is {CpuWeight.MaxShares}");
        list.Add(cpu, "cpu.shares", shares, Shares);
    }

    private static void PlanBurst(WriteList list, CgroupHierarchy cpu, CpuResources wanted)
    {
        if (wanted.Burst is { } burst)
            list.Add(cpu, cpu.IsUnified ? "cpu.max.burst" : "cpu.cfs_burst_us", burst, Burst);
    }

    private static void PlanBandwidthV2(WriteList list, CgroupHierarchy cpu, CpuResources wanted)
    {
        long quota = wanted.Quota ?? 0;
        ulong period = wanted.Period ?? 0;
        if (quota == 0 && period == 0)
            return;
        // With one number alone the kernel keeps the period; there is no way to say the period alone.
        string max = quota <= 0 ? "max" : WriteList.Text(quota);
        list.Add(cpu, "cpu.max", period == 0 ? max : $"{max} {WriteList.Text(period)}", quota == 0 ? Period : Quota);
    }

    private static void PlanBandwidthV1(WriteList list, CgroupHierarchy cpu, CpuResources wanted, CpuResources? now)
    {
        long quota = wanted.Quota ?? 0;
        ulong period = wanted.Period ?? 0;

        // quota / period may not be above the parent's at any moment, or the write is EINVAL. So the one that makes the
        // fraction smaller goes first: a period that grows, or else the quota.
        ulong oldPeriod = now?.Period is { } old and not 0 ? old : DefaultPeriod;
        bool quotaFirst = quota != 0 && period != 0 && period < oldPeriod && now?.Quota is > 0;
        if (quotaFirst)
            list.Add(cpu, "cpu.cfs_quota_us", quota, Quota);
        if (period != 0)
            list.Add(cpu, "cpu.cfs_period_us", period, Period);
        if (quota != 0 && !quotaFirst)
            list.Add(cpu, "cpu.cfs_quota_us", quota, Quota);
    }

    /// <summary>
    /// A real-time process is only let into a cgroup that has real-time, so this is done before any is.
    /// </summary>
    private static void PlanRealtime(WriteList list, CgroupHierarchy cpu, CpuResources wanted, CpuResources? now)
    {
        ulong period = wanted.RealtimePeriod ?? 0;
        long runtime = wanted.RealtimeRuntime ?? 0;
        if (period == 0 && runtime == 0)
            return;
        if (cpu.IsUnified)
        {
            string field = period != 0 ? RealtimePeriod : RealtimeRuntime;
            throw WriteList.Refuse(field, "cgroup v2 has no real-time bandwidth; leave it out");
        }

        // As with quota and period: the runtime has to fit into the period at every moment.
        ulong oldPeriod = now?.RealtimePeriod is { } old and not 0 ? old : DefaultRealtimePeriod;
        bool runtimeFirst = runtime != 0 && period < oldPeriod && now?.RealtimeRuntime is not (null or 0);
        CgroupWrite periodWrite = WriteList.Write(cpu, "cpu.rt_period_us", WriteList.Text(period), RealtimePeriod);
        CgroupWrite runtimeWrite = WriteList.Write(cpu, "cpu.rt_runtime_us", WriteList.Text(runtime), RealtimeRuntime);
        if (runtimeFirst)
            list.Setup.Add(runtimeWrite);
        if (period != 0)
            list.Setup.Add(periodWrite);
        if (runtime != 0 && !runtimeFirst)
            list.Setup.Add(runtimeWrite);
    }
}
