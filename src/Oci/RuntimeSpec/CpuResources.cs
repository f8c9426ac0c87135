// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Shares of the processors; times in microseconds.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "CPU"</remarks>
public sealed partial record CpuResources
{
    public ulong? Shares { get; init; }

    public long? Quota { get; init; }

    public ulong? Burst { get; init; }

    public ulong? Period { get; init; }

    /// <summary>cgroup v1 only.</summary>
    public long? RealtimeRuntime { get; init; }

    /// <summary>cgroup v1 only.</summary>
    public ulong? RealtimePeriod { get; init; }

    /// <summary>A list such as <c>0-3,7</c>.</summary>
    public string Cpus { get; init; } = "";

    /// <summary>A list such as <c>0-3,7</c>.</summary>
    public string Mems { get; init; } = "";

    /// <summary>1 runs the cgroup as SCHED_IDLE, 0 does not.</summary>
    public long? Idle { get; init; }
}
