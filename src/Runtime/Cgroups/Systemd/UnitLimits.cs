// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Systemd;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>The limits of <c>linux.resources</c> that systemd has a property for.</summary>
/// <remarks>Source: systemd.resource-control(5), with the version in which each property came.</remarks>
internal static class UnitLimits
{
    /// <summary>
    /// First versions of properties: CPUQuotaPeriodUSec, AllowedCPUs, and CPUWeight that may be 0 for idle.
    /// </summary>
    private const int SinceQuotaPeriod = 242, SinceAllowedCpus = 244, SinceIdle = 252;

    /// <summary>What a cgroup starts with (cgroup-v2.rst, "CPU").</summary>
    private const ulong DefaultWeight = 100;

    private const ulong DefaultPeriod = 100_000, Second = 1_000_000, Hundredth = 10_000;

    public static void AddV2(PropertyList list, Resources resources, int version)
    {
        if (resources.Memory is { } memory)
        {
            if (memory.Limit is { } limit and not 0)
                list.SetLimit("MemoryMax", limit);
            if (memory.Reservation is { } reservation and not 0)
                list.SetLimit("MemoryLow", reservation);
            if (MemoryController.SwapAlone(memory) is { } swap)
                list.SetLimit("MemorySwapMax", swap);
        }

        if (resources.Cpu is { } cpu)
        {
            if (cpu.Idle is 1)
                SetIdle(list, version);
            else if (cpu.Shares is { } shares and not 0)
                list.Set("CPUWeight", CpuWeight.FromShares(shares));
            else if (cpu.Idle is 0)
                list.Set("CPUWeight", DefaultWeight);
            AddQuota(list, cpu.Quota ?? 0, cpu.Period ?? 0, version);
            SetNumbers(list, "AllowedCPUs", cpu.Cpus, "$.linux.resources.cpu.cpus", version);
            SetNumbers(list, "AllowedMemoryNodes", cpu.Mems, "$.linux.resources.cpu.mems", version);
        }

        if (resources.BlockIo?.Weight is { } weight and not 0)
            list.Set("IOWeight", BlockIoController.Scaled(weight));
        AddTasks(list, resources);
    }

    public static void AddV1(PropertyList list, Resources resources, int version)
    {
        if (resources.Memory?.Limit is { } limit and not 0)
            list.SetLimit("MemoryLimit", limit);
        if (resources.Cpu is { } cpu)
        {
            if (cpu.Shares is { } shares and not 0)
                list.Set("CPUShares", shares);
            AddQuota(list, cpu.Quota ?? 0, cpu.Period ?? 0, version);
        }

        if (resources.BlockIo?.Weight is { } weight and not 0)
            list.Set("BlockIOWeight", (ulong)weight);
        AddTasks(list, resources);
    }

    /// <summary>Time of the processors within each second, and the length of the periods.</summary>
    /// <param name="list">What is added to.</param>
    /// <param name="quota">Microseconds a period; below 0 there is none, 0 leaves it.</param>
    /// <param name="period">Microseconds; 0 leaves it.</param>
    /// <param name="version">systemd's.</param>
    public static void AddQuota(PropertyList list, long quota, ulong period, int version)
    {
        if (period != 0 && version >= SinceQuotaPeriod)
            list.Set("CPUQuotaPeriodUSec", period);
        if (quota == 0)
            return;
        if (quota < 0)
        {
            list.Set("CPUQuotaPerSecUSec", ulong.MaxValue);
            return;
        }

        // systemd writes whole hundredths into the unit's file and reads them again when it reloads: more, never less.
        ulong perSecond = (ulong)quota * Second / (period == 0 ? DefaultPeriod : period);
        list.Set("CPUQuotaPerSecUSec", (perSecond + Hundredth - 1) / Hundredth * Hundredth);
    }

    public static void SetIdle(PropertyList list, int version)
    {
        if (version >= SinceIdle)
            list.Set("CPUWeight", 0);
    }

    /// <summary>A list of processors or memory nodes as bits, the lowest number first.</summary>
    public static void SetNumbers(PropertyList list, string name, string numbers, string field, int version)
    {
        if (numbers.Length == 0 || version < SinceAllowedCpus)
            return;
        ulong[] mask = NumberList.Mask(numbers, field);
        var bytes = new byte[mask.Length * sizeof(ulong)];
        Buffer.BlockCopy(mask, 0, bytes, 0, bytes.Length);
        list.Set(name, BusValue.Bytes(bytes.AsSpan().TrimEnd((byte)0)));
    }

    private static void AddTasks(PropertyList list, Resources resources)
    {
        // 0 is unlimited to systemd's eyes of old; see PidsController for what it means here.
        if (resources.Pids?.Limit is { } limit)
            list.SetLimit("TasksMax", limit == 0 ? 1 : limit);
    }
}
