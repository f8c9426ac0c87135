// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// Limits that contradict themselves are refused, those that this kernel does not have are left out with a warning.
/// </summary>
public static class ResourceRules
{
    /// <summary>Below this the runtime itself might be killed in the cgroup.</summary>
    private const long LeastMemory = 6 << 20;

    private const long Nano = 1_000_000_000;

    /// <exception cref="EngineException">InvalidArgument, in docker's words.</exception>
    public static (HostConfig Host, List<string> Warnings) Check(HostConfig host, HostFacts facts)
    {
        CheckMemory(host);
        CheckProcessors(host, facts);
        if (facts.BlkioWeight && host.BlkioWeight != 0 && host.BlkioWeight is < 10 or > 1000)
            throw Invalid("Range of blkio weight is from 10 to 1000");

        var warnings = new List<string>();
        if (host.Memory > 0 && host.MemorySwap != -1 && !facts.SwapLimit)
        {
            warnings.Add(
                "Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory limited without swap.");
            host = host with { MemorySwap = -1 };
        }
        if (host.MemorySwappiness is not null && !facts.MemorySwappiness)
        {
            warnings.Add(
                "Your kernel does not support memory swappiness capabilities or the cgroup is not mounted. Memory swappiness discarded.");
            host = host with { MemorySwappiness = null };
        }
        if (host.OomKillDisable && facts.CgroupUnified)
        {
            warnings.Add("Your kernel does not support OomKillDisable. OomKillDisable discarded.");
            host = host with { OomKillDisable = false };
        }
        if (host.OomKillDisable && host.Memory == 0)
        {
            warnings.Add(
                "OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.");
        }

        if (host.BlkioWeight > 0 && !facts.BlkioWeight)
        {
            warnings.Add(
                "Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.");
            host = host with { BlkioWeight = 0 };
        }
        if (host.BlkioWeightDevice.Length > 0 && !facts.BlkioWeight)
        {
            warnings.Add(
                "Your kernel does not support Block I/O weight_device or the cgroup is not mounted. Weight-device discarded.");
            host = host with { BlkioWeightDevice = [] };
        }
        return (host, warnings);
    }

    private static void CheckMemory(HostConfig host)
    {
        if (host.Memory != 0 && host.Memory < LeastMemory)
            throw Invalid("Minimum memory limit allowed is 6MB");
        if (host.Memory > 0 && host.MemorySwap > 0 && host.MemorySwap < host.Memory)
            throw Invalid("Minimum memoryswap limit should be larger than memory limit, see usage");
        if (host.Memory == 0 && host.MemorySwap > 0)
            throw Invalid("You should always set the Memory limit when using Memoryswap limit, see usage");
        if (host.MemorySwappiness is < 0 or > 100)
            throw Invalid($"Invalid value: {host.MemorySwappiness}, valid memory swappiness range is 0-100");
        if (host.MemoryReservation > 0 && host.MemoryReservation < LeastMemory)
            throw Invalid("Minimum memory reservation allowed is 6MB");
        if (host.Memory > 0 && host.MemoryReservation > host.Memory)
            throw Invalid("Minimum memory limit can not be less than memory reservation limit, see usage");
    }

    internal static void CheckProcessors(HostConfig host, HostFacts facts)
    {
        if (host.NanoCpus > 0 && host.CpuPeriod > 0)
            throw Invalid("Conflicting options: Nano CPUs and CPU Period cannot both be set");
        if (host.NanoCpus > 0 && host.CpuQuota > 0)
            throw Invalid("Conflicting options: Nano CPUs and CPU Quota cannot both be set");
        int count = NumberSet.Parse(facts.Cpus)!.Count;
        if (host.NanoCpus != 0 && (host.NanoCpus < 0 || host.NanoCpus > count * Nano))
            throw Invalid($"range of CPUs is from 0.01 to {count}.00, as there are only {count} CPUs available");
        if (host.CpuShares < 0)
            throw Invalid($"invalid CPU shares ({host.CpuShares}): value must be a positive integer");
        if (host.CpuPeriod != 0 && host.CpuPeriod is < 1000 or > 1_000_000)
            throw Invalid("CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        if (host.CpuQuota is > 0 and < 1000)
            throw Invalid("CPU cfs quota can not be less than 1ms (i.e. 1000)");
        if ((host.CpuRealtimePeriod != 0 || host.CpuRealtimeRuntime != 0) && !facts.CpuRealtime)
            throw Invalid("kernel does not support CPU real-time scheduler");
        if (host.CpuRealtimePeriod != 0 && host.CpuRealtimeRuntime > host.CpuRealtimePeriod)
            throw Invalid("cpu real-time runtime cannot be higher than cpu real-time period");
        Available(host.CpusetCpus, facts.Cpus, "cpuset cpus", "CPUs");
        Available(host.CpusetMems, facts.MemoryNodes, "cpuset mems", "memory nodes");
    }

    private static void Available(string wanted, string there, string noun, string plural)
    {
        if (wanted.Length == 0)
            return;
        HashSet<int> numbers = NumberSet.Parse(wanted) ?? throw Invalid($"Invalid value {wanted} for {noun}");
        if (!numbers.IsSubsetOf(NumberSet.Parse(there)!))
            throw Invalid($"Requested {plural} are not available - requested {wanted}, available: {there}");
    }

    private static EngineException Invalid(string message) => new(EngineFault.InvalidArgument, message);
}
