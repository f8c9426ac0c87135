// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Cgroups;

/// <summary>Whether the processes of a cgroup run.</summary>
public enum FreezerState
{
    Thawed,

    /// <summary>Asked to freeze; some process still runs.</summary>
    Freezing,

    Frozen,
}
