// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.State;

/// <summary>What there is to know of a container at one moment.</summary>
internal readonly record struct StatusFacts
{
    /// <summary>The record names a creator: create has not come to its end.</summary>
    public bool IsBeingCreated { get; init; }

    /// <summary>That creator is a living process.</summary>
    public bool CreatorLives { get; init; }

    /// <summary>The init process is there and is no zombie.</summary>
    public bool InitLives { get; init; }

    /// <summary>exec.fifo is there: start removes it.</summary>
    public bool FifoIsThere { get; init; }

    /// <summary>The cgroup is frozen.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The one place where a status is decided.</summary>
    public ContainerStatus Status => this switch
    {
        { IsBeingCreated: true, CreatorLives: true } => ContainerStatus.Creating,

        // Its creator was killed: hooks may not have run, so it can be deleted but never started.
        { IsBeingCreated: true } => ContainerStatus.Stopped,
        { InitLives: false } => ContainerStatus.Stopped,
        { IsFrozen: true } => ContainerStatus.Paused,
        { FifoIsThere: true } => ContainerStatus.Created,
        _ => ContainerStatus.Running,
    };
}
