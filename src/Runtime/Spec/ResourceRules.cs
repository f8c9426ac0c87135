// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>
/// Limits that contradict each other, whichever cgroup version gets them. What one version cannot do, and the ranges of
/// its files, is the planner's of that version.
/// </summary>
/// <remarks>Source: config-linux.md, "Control groups".</remarks>
internal static class ResourceRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux?.Resources is { } resources)
            Check(resources, "$.linux.resources");
    }

    /// <param name="resources">The limits.</param>
    /// <param name="path">Where they stand in their document.</param>
    public static void Check(Resources resources, string path)
    {
        CheckMemory(resources.Memory, path);
        CheckCpu(resources.Cpu, path);
        CheckLimit(resources.Pids?.Limit, $"{path}.pids.limit");
        WeightDevice[] weights = resources.BlockIo?.WeightDevice ?? [];
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i].Weight is null && weights[i].LeafWeight is null)
                throw SpecException.At($"{path}.blockIO.weightDevice[{i}]", "has neither weight nor leafWeight");
        }
    }

    private static void CheckMemory(MemoryResources? memory, string path)
    {
        if (memory is null)
            return;
        CheckLimit(memory.Limit, $"{path}.memory.limit");
        CheckLimit(memory.Reservation, $"{path}.memory.reservation");
        CheckLimit(memory.Swap, $"{path}.memory.swap");
        if (memory.Swap > 0 && memory.Limit > memory.Swap)
        {
            throw SpecException.At(
                $"{path}.memory.swap",
                $"{memory.Swap} is less than memory.limit, {memory.Limit}: it counts memory and swap together");
        }
    }

    private static void CheckCpu(CpuResources? cpu, string path)
    {
        if (cpu is null)
            return;
        CheckLimit(cpu.Quota, $"{path}.cpu.quota");
        if (cpu.Quota > 0 && cpu.Burst > (ulong)cpu.Quota)
            throw SpecException.At($"{path}.cpu.burst", $"{cpu.Burst} is more than the quota, {cpu.Quota}");
        if (cpu.Idle is not (null or 0 or 1))
            throw SpecException.At($"{path}.cpu.idle", $"{cpu.Idle} is neither 0 nor 1");
    }

    private static void CheckLimit(long? limit, string path)
    {
        if (limit < -1)
            throw SpecException.At(path, $"{limit} is not a limit; -1 is none");
    }
}
