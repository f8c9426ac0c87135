// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Shares of the processors; times in microseconds.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "CPU"</remarks>
public sealed record CpuResources : IJsonObject<CpuResources>
{
    public CpuResources()
    {
    }

    internal CpuResources(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("shares"u8))
                Shares = json.UInt64();
            else if (json.Is("quota"u8))
                Quota = json.Int64();
            else if (json.Is("burst"u8))
                Burst = json.UInt64();
            else if (json.Is("period"u8))
                Period = json.UInt64();
            else if (json.Is("realtimeRuntime"u8))
                RealtimeRuntime = json.Int64();
            else if (json.Is("realtimePeriod"u8))
                RealtimePeriod = json.UInt64();
            else if (json.Is("cpus"u8))
                Cpus = json.String();
            else if (json.Is("mems"u8))
                Mems = json.String();
            else if (json.Is("idle"u8))
                Idle = json.Int64();
            else
                json.Skip();
        }
    }

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

    static CpuResources IJsonObject<CpuResources>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<CpuResources>.WriteMembers(Utf8JsonWriter json)
    {
        json.Number("shares"u8, Shares);
        json.Number("quota"u8, Quota);
        json.Number("burst"u8, Burst);
        json.Number("period"u8, Period);
        json.Number("realtimeRuntime"u8, RealtimeRuntime);
        json.Number("realtimePeriod"u8, RealtimePeriod);
        json.String("cpus"u8, Cpus);
        json.String("mems"u8, Mems);
        json.Number("idle"u8, Idle);
    }
}
