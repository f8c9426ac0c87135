// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Monitor.Protocol;

/// <summary>What happened to a container: its state.json.</summary>
public sealed record ContainerState
{
    public ContainerStatus Status { get; init; } = ContainerStatus.Created;

    /// <summary>Of the host; zero when nothing runs.</summary>
    public int Pid { get; init; }

    public int ExitCode { get; init; }

    public bool OOMKilled { get; init; }

    public string Error { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    public int RestartCount { get; init; }

    /// <summary>The user stopped it: the policy unless-stopped leaves it alone.</summary>
    public bool HasBeenManuallyStopped { get; init; }

    public HealthState? Health { get; init; }
}
