// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text.Json;
using Husk.Linux.Cgroups.Statistics;
using Husk.Runtime.Resctrl;

namespace Husk.Runtime.Cli.Output;

/// <summary>
/// The member <c>data</c> of a `stats` event. Source of names and of what is left out at 0: runc, types/events.go.
/// </summary>
internal static class StatisticsJson
{
    public static void Write(Utf8JsonWriter json, CgroupStatistics statistics, ResctrlStatistics? resctrl)
    {
        json.WriteStartObject();
        WriteCpu(json, statistics.Cpu);
        WriteCpuset(json, statistics.Cpuset);
        WriteMemory(json, statistics.Memory);
        json.WriteStartObject("pids"u8);
        NonZero(json, "current"u8, statistics.Pids.Current);
        NonZero(json, "limit"u8, statistics.Pids.Limit);
        json.WriteEndObject();
        WriteBlockIo(json, statistics.BlockIo);
        json.WriteStartObject("hugetlb"u8);
        foreach ((string size, MemoryCounter counter) in statistics.Hugetlb)
        {
            json.WriteStartObject(size);
            WriteCounter(json, counter);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        ResctrlJson.Write(json, resctrl);
        // Those of interfaces that the runtime made, which makes none.
        json.WriteNull("network_interfaces"u8);
        json.WriteEndObject();
    }

    private static void WriteCpu(Utf8JsonWriter json, CpuStatistics cpu)
    {
        json.WriteStartObject("cpu"u8);
        json.WriteStartObject("usage"u8);
        NonZero(json, "total"u8, cpu.Total);
        Numbers(json, "percpu"u8, cpu.PerCpu);
        Numbers(json, "percpu_kernel"u8, cpu.PerCpuKernel);
        Numbers(json, "percpu_user"u8, cpu.PerCpuUser);
        json.WriteNumber("kernel"u8, cpu.Kernel);
        json.WriteNumber("user"u8, cpu.User);
        json.WriteEndObject();
        json.WriteStartObject("throttling"u8);
        NonZero(json, "periods"u8, cpu.Periods);
        NonZero(json, "throttledPeriods"u8, cpu.ThrottledPeriods);
        NonZero(json, "throttledTime"u8, cpu.ThrottledTime);
        json.WriteEndObject();
        WritePressure(json, cpu.Pressure);
        json.WriteEndObject();
    }

    private static void WriteCpuset(Utf8JsonWriter json, CpusetStatistics cpuset)
    {
        json.WriteStartObject("cpuset"u8);
        Numbers(json, "cpus"u8, cpuset.Cpus);
        Numbers(json, "mems"u8, cpuset.Mems);
        foreach ((string name, long value) in cpuset.Settings)
            json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private static void WriteMemory(Utf8JsonWriter json, MemoryStatistics memory)
    {
        json.WriteStartObject("memory"u8);
        NonZero(json, "cache"u8, memory.Cache);
        WriteLimited(json, "usage"u8, memory.Usage);
        WriteLimited(json, "swap"u8, memory.Swap);
        WriteLimited(json, "kernel"u8, memory.Kernel);
        WriteLimited(json, "kernelTCP"u8, memory.KernelTcp);
        if (memory.Raw.Count > 0)
        {
            json.WriteStartObject("raw"u8);
            foreach ((string name, ulong value) in memory.Raw)
                json.WriteNumber(name, value);
            json.WriteEndObject();
        }

        WritePressure(json, memory.Pressure);
        json.WriteEndObject();
    }

    private static void WriteLimited(Utf8JsonWriter json, ReadOnlySpan<byte> name, MemoryCounter counter)
    {
        json.WriteStartObject(name);
        json.WriteNumber("limit"u8, counter.Limit);
        WriteCounter(json, counter);
        json.WriteEndObject();
    }

    private static void WriteCounter(Utf8JsonWriter json, MemoryCounter counter)
    {
        NonZero(json, "usage"u8, counter.Usage);
        NonZero(json, "max"u8, counter.Peak);
        json.WriteNumber("failcnt"u8, counter.Failures);
    }

    private static void WriteBlockIo(Utf8JsonWriter json, BlockIoStatistics blockIo)
    {
        json.WriteStartObject("blkio"u8);
        WriteEntries(json, "ioServiceBytesRecursive"u8, blockIo.ServiceBytes);
        WriteEntries(json, "ioServicedRecursive"u8, blockIo.Serviced);
        WriteEntries(json, "ioQueueRecursive"u8, blockIo.Queued);
        WriteEntries(json, "ioServiceTimeRecursive"u8, blockIo.ServiceTime);
        WriteEntries(json, "ioWaitTimeRecursive"u8, blockIo.WaitTime);
        WriteEntries(json, "ioMergedRecursive"u8, blockIo.Merged);
        WriteEntries(json, "ioTimeRecursive"u8, blockIo.Time);
        WriteEntries(json, "sectorsRecursive"u8, blockIo.Sectors);
        WritePressure(json, blockIo.Pressure);
        json.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<BlockIoEntry> entries)
    {
        if (entries.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (BlockIoEntry entry in entries)
        {
            json.WriteStartObject();
            NonZero(json, "major"u8, entry.Major);
            NonZero(json, "minor"u8, entry.Minor);
            if (entry.Operation.Length > 0)
                json.WriteString("op"u8, entry.Operation);
            NonZero(json, "value"u8, entry.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePressure(Utf8JsonWriter json, PressureStatistics? pressure)
    {
        if (pressure is null)
            return;
        json.WriteStartObject("psi"u8);
        WriteShare(json, "some"u8, pressure.Some);
        WriteShare(json, "full"u8, pressure.Full);
        json.WriteEndObject();
    }

    private static void WriteShare(Utf8JsonWriter json, ReadOnlySpan<byte> name, PressureStatistics.Share share)
    {
        json.WriteStartObject(name);
        json.WriteNumber("avg10"u8, share.Avg10);
        json.WriteNumber("avg60"u8, share.Avg60);
        json.WriteNumber("avg300"u8, share.Avg300);
        json.WriteNumber("total"u8, share.Total);
        json.WriteEndObject();
    }

    private static void Numbers<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T> numbers)
        where T : struct, IConvertible
    {
        if (numbers.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (T number in numbers)
            json.WriteNumberValue(number.ToUInt64(null));
        json.WriteEndArray();
    }

    private static void NonZero(Utf8JsonWriter json, ReadOnlySpan<byte> name, ulong value)
    {
        if (value != 0)
            json.WriteNumber(name, value);
    }
}
