// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Limits in bytes; -1 is no limit.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Memory"</remarks>
public sealed partial record MemoryResources
{
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
}
