// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>Limits that a container gets from now on; null leaves one as it is. Units are those of <see cref="HostConfig"/>.</summary>
public sealed record ContainerUpdate
{
    public int? BlkioWeight { get; init; }

    public long? CpuPeriod { get; init; }

    public long? CpuQuota { get; init; }

    public long? CpuRealtimePeriod { get; init; }

    public long? CpuRealtimeRuntime { get; init; }

    public long? CpuShares { get; init; }

    public string? CpusetCpus { get; init; }

    public string? CpusetMems { get; init; }

    public long? Memory { get; init; }

    public long? MemoryReservation { get; init; }

    public long? MemorySwap { get; init; }

    public long? NanoCpus { get; init; }

    public long? PidsLimit { get; init; }

    public RestartPolicy? RestartPolicy { get; init; }

    internal HostConfig Over(HostConfig host) => host with
    {
        BlkioWeight = BlkioWeight ?? host.BlkioWeight,
        CpuPeriod = CpuPeriod ?? host.CpuPeriod,
        CpuQuota = CpuQuota ?? host.CpuQuota,
        CpuRealtimePeriod = CpuRealtimePeriod ?? host.CpuRealtimePeriod,
        CpuRealtimeRuntime = CpuRealtimeRuntime ?? host.CpuRealtimeRuntime,
        CpuShares = CpuShares ?? host.CpuShares,
        CpusetCpus = CpusetCpus ?? host.CpusetCpus,
        CpusetMems = CpusetMems ?? host.CpusetMems,
        Memory = Memory ?? host.Memory,
        MemoryReservation = MemoryReservation ?? host.MemoryReservation,
        MemorySwap = MemorySwap ?? host.MemorySwap,
        NanoCpus = NanoCpus ?? host.NanoCpus,
        PidsLimit = PidsLimit ?? host.PidsLimit,
        RestartPolicy = RestartPolicy ?? host.RestartPolicy,
    };
}
