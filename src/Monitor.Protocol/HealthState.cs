// SPDX-License-Identifier: Apache-2.0
namespace Husk.Monitor.Protocol;

/// <summary>What the probes said.</summary>
public sealed record HealthState
{
    /// <summary><c>starting</c>, <c>healthy</c> or <c>unhealthy</c>.</summary>
    public string Status { get; init; } = "starting";

    public int FailingStreak { get; init; }

    /// <summary>The last five.</summary>
    public HealthProbe[] Log { get; init; } = [];
}
