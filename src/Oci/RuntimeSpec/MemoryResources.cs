// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Limits in bytes; -1 is no limit.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Memory"</remarks>
public sealed record MemoryResources : IJsonObject<MemoryResources>
{
    public MemoryResources()
    {
    }

    internal MemoryResources(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("limit"u8))
                Limit = json.Int64();
            else if (json.Is("reservation"u8))
                Reservation = json.Int64();
            else if (json.Is("swap"u8))
                Swap = json.Int64();
            else if (json.Is("kernel"u8))
                Kernel = json.Int64();
            else if (json.Is("kernelTCP"u8))
                KernelTcp = json.Int64();
            else if (json.Is("swappiness"u8))
                Swappiness = json.UInt64();
            else if (json.Is("disableOOMKiller"u8))
                DisableOomKiller = json.Boolean();
            else if (json.Is("useHierarchy"u8))
                UseHierarchy = json.Boolean();
            else if (json.Is("checkBeforeUpdate"u8))
                CheckBeforeUpdate = json.Boolean();
            else
                json.Skip();
        }
    }

    public long? Limit { get; init; }

    /// <summary>Soft limit.</summary>
    public long? Reservation { get; init; }

    /// <summary>Of memory and swap together.</summary>
    public long? Swap { get; init; }

    /// <summary>Deprecated; the kernel ignores it since 5.4.</summary>
    public long? Kernel { get; init; }

    /// <summary>Deprecated.</summary>
    public long? KernelTcp { get; init; }

    /// <summary>0 to 100; cgroup v1 only.</summary>
    public ulong? Swappiness { get; init; }

    /// <summary>cgroup v1 only.</summary>
    public bool? DisableOomKiller { get; init; }

    /// <summary>cgroup v1 only.</summary>
    public bool? UseHierarchy { get; init; }

    /// <summary>Refuses a new limit below what is in use.</summary>
    public bool? CheckBeforeUpdate { get; init; }

    static MemoryResources IJsonObject<MemoryResources>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<MemoryResources>.WriteMembers(Utf8JsonWriter json)
    {
        json.Number("limit"u8, Limit);
        json.Number("reservation"u8, Reservation);
        json.Number("swap"u8, Swap);
        json.Number("kernel"u8, Kernel);
        json.Number("kernelTCP"u8, KernelTcp);
        json.Number("swappiness"u8, Swappiness);
        json.Boolean("disableOOMKiller"u8, DisableOomKiller);
        json.Boolean("useHierarchy"u8, UseHierarchy);
        json.Boolean("checkBeforeUpdate"u8, CheckBeforeUpdate);
    }
}
