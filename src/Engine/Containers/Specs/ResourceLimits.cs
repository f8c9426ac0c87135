// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>Limits of the cgroup; what was not asked for is not written.</summary>
public static class ResourceLimits
{
    /// <summary>The period that a number of processors is a share of, in microseconds.</summary>
    private const long CpuPeriod = 100_000;

    /// <summary>All but the rules for devices.</summary>
    public static Resources Of(HostConfig host, HostDevices devices) => new()
    {
        Memory = Memory(host),
        Cpu = Cpu(host),
        Pids = host.PidsLimit is { } limit ? new PidsResources { Limit = limit > 0 ? limit : -1 } : null,
        BlockIo = BlockIo(host, devices),
    };

    private static MemoryResources? Memory(HostConfig host)
    {
        var memory = new MemoryResources
        {
            Limit = host.Memory > 0 ? host.Memory : null,
            Reservation = host.MemoryReservation > 0 ? host.MemoryReservation : null,
            // Without a limit of memory there is none of both together either; -1 lifts it.
            Swap = host.MemorySwap > 0 || (host.MemorySwap == -1 && host.Memory > 0) ? host.MemorySwap : null,
            Swappiness = host.MemorySwappiness is { } swappiness and >= 0 ? (ulong)swappiness : null,
            DisableOomKiller = host.OomKillDisable ? true : null,
        };
        return memory == new MemoryResources() ? null : memory;
    }

    private static CpuResources? Cpu(HostConfig host)
    {
        var cpu = new CpuResources
        {
            Shares = host.CpuShares != 0 ? (ulong)host.CpuShares : null,
            Cpus = host.CpusetCpus,
            Mems = host.CpusetMems,
            Period = host.CpuPeriod != 0 ? (ulong)host.CpuPeriod : host.NanoCpus > 0 ? CpuPeriod : null,
            Quota = host.CpuQuota != 0 ? long.Max(host.CpuQuota, -1)
                : host.NanoCpus > 0 ? host.NanoCpus * CpuPeriod / 1_000_000_000
                : null,
            RealtimePeriod = host.CpuRealtimePeriod != 0 ? (ulong)host.CpuRealtimePeriod : null,
            RealtimeRuntime = host.CpuRealtimeRuntime != 0 ? host.CpuRealtimeRuntime : null,
        };
        return cpu == new CpuResources() ? null : cpu;
    }

    private static BlockIoResources? BlockIo(HostConfig host, HostDevices devices)
    {
        bool nothing = host.BlkioWeight == 0 && host.BlkioWeightDevice.Length == 0
            && host.BlkioDeviceReadBps.Length == 0 && host.BlkioDeviceWriteBps.Length == 0
            && host.BlkioDeviceReadIOps.Length == 0 && host.BlkioDeviceWriteIOps.Length == 0;
        return nothing ? null : new BlockIoResources
        {
            Weight = host.BlkioWeight != 0 ? (ushort)host.BlkioWeight : null,
            WeightDevice = [.. host.BlkioWeightDevice.Select(device => new Oci.RuntimeSpec.WeightDevice
            {
                Major = devices.Block[device.Path].Major,
                Minor = devices.Block[device.Path].Minor,
                Weight = (ushort)device.Weight,
            })],
            ThrottleReadBpsDevice = Throttle(host.BlkioDeviceReadBps, devices),
            ThrottleWriteBpsDevice = Throttle(host.BlkioDeviceWriteBps, devices),
            ThrottleReadIopsDevice = Throttle(host.BlkioDeviceReadIOps, devices),
            ThrottleWriteIopsDevice = Throttle(host.BlkioDeviceWriteIOps, devices),
        };
    }

    private static Oci.RuntimeSpec.ThrottleDevice[] Throttle(IEnumerable<ThrottleDevice> limits, HostDevices devices) =>
        [.. limits.Select(limit => new Oci.RuntimeSpec.ThrottleDevice
        {
            Major = devices.Block[limit.Path].Major,
            Minor = devices.Block[limit.Path].Minor,
            Rate = (ulong)limit.Rate,
        })];
}
