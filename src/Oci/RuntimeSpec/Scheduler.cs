// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The arguments of sched_setattr(2).</summary>
/// <remarks>Source: runtime-spec config.md, "Linux Process"</remarks>
public sealed partial record Scheduler
{
    /// <summary><c>SCHED_OTHER</c> and its like.</summary>
    public string Policy { get; init; } = "";

    public int Nice { get; init; }

    /// <summary>Static priority, for <c>SCHED_FIFO</c> and <c>SCHED_RR</c>.</summary>
    public int Priority { get; init; }

    /// <summary><c>SCHED_FLAG_RESET_ON_FORK</c> and its like.</summary>
    public string[] Flags { get; init; } = [];

    /// <summary>Nanoseconds, for <c>SCHED_DEADLINE</c>.</summary>
    public ulong Runtime { get; init; }

    /// <summary>Nanoseconds, for <c>SCHED_DEADLINE</c>.</summary>
    public ulong Deadline { get; init; }

    /// <summary>Nanoseconds, for <c>SCHED_DEADLINE</c>.</summary>
    public ulong Period { get; init; }
}
