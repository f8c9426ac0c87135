// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>How a container is, in docker's words; programs look for them.</summary>
public static class StatusText
{
    public static string Of(ContainerState state) => Of(state, DateTimeOffset.UtcNow);

    internal static string Of(ContainerState state, DateTimeOffset now) => state.Status switch
    {
        ContainerStatus.Running => $"Up {HumanDuration.Of(now - state.StartedAt)}{Health(state.Health)}",
        ContainerStatus.Paused => $"Up {HumanDuration.Of(now - state.StartedAt)} (Paused)",
        ContainerStatus.Restarting => $"Restarting ({state.ExitCode}) {HumanDuration.Of(now - state.FinishedAt)} ago",
        ContainerStatus.Removing => "Removal In Progress",
        ContainerStatus.Dead => "Dead",
        ContainerStatus.Created => "Created",
        _ => $"Exited ({state.ExitCode}) {HumanDuration.Of(now - state.FinishedAt)} ago",
    };

    /// <summary><c>running</c>, <c>exited</c>, ...: the state in one word.</summary>
    public static string Word(ContainerStatus status) => status switch
    {
        ContainerStatus.Created => "created",
        ContainerStatus.Running => "running",
        ContainerStatus.Paused => "paused",
        ContainerStatus.Restarting => "restarting",
        ContainerStatus.Exited => "exited",
        ContainerStatus.Dead => "dead",
        _ => "removing",
    };

    private static string Health(HealthState? health) => health switch
    {
        null => "",
        { Status: "starting" } => " (health: starting)",
        _ => $" ({health.Status})",
    };
}
