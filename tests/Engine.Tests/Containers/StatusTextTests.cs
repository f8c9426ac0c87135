// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Engine.Containers;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Tests.Containers;

/// <summary>The words of `ps`.</summary>
public sealed class StatusTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData(ContainerStatus.Created, null, 0, "Created")]
    [InlineData(ContainerStatus.Running, null, 3, "Up 3 seconds")]
    [InlineData(ContainerStatus.Running, "starting", 60, "Up About a minute (health: starting)")]
    [InlineData(ContainerStatus.Running, "healthy", 7200, "Up 2 hours (healthy)")]
    [InlineData(ContainerStatus.Running, "unhealthy", 0, "Up Less than a second (unhealthy)")]
    [InlineData(ContainerStatus.Paused, "healthy", 120, "Up 2 minutes (Paused)")]
    [InlineData(ContainerStatus.Restarting, null, 1, "Restarting (3) 1 second ago")]
    [InlineData(ContainerStatus.Exited, null, 120, "Exited (3) 2 minutes ago")]
    [InlineData(ContainerStatus.Dead, null, 0, "Dead")]
    [InlineData(ContainerStatus.Removing, null, 0, "Removal In Progress")]
    public void They_are_dockers(ContainerStatus status, string? health, int seconds, string text) => Assert.Equal(
        text,
        StatusText.Of(
            new ContainerState
            {
                Status = status,
                ExitCode = 3,
                StartedAt = Now.AddSeconds(-seconds),
                FinishedAt = Now.AddSeconds(-seconds),
                Health = health is null ? null : new HealthState { Status = health },
            },
            Now));
}
