// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>Limits that a container gets from now on; null leaves one as it is. Units are those of
/// <see cref="HostConfig"/>.</summary>
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

    /// <summary>Ports to publish, as <c>80/tcp</c> and where on the host.</summary>
    public IReadOnlyList<(string Port, PortBinding Binding)> PublishAdd { get; init; } = [];

    /// <summary>Ports to take back: of each, all bindings that have its address and port of the host, where it names
    /// them.</summary>
    public IReadOnlyList<(string Port, PortBinding Binding)> PublishRemove { get; init; } = [];

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
