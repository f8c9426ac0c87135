// SPDX-License-Identifier: Apache-2.0
namespace Husk.Monitor.Protocol;

/// <summary>Whether the monitor starts the container again.</summary>
public sealed record RestartPolicy
{
    /// <summary><c>no</c>, <c>always</c>, <c>unless-stopped</c>, <c>on-failure</c> or, Husk's own, <c>on-unhealthy</c>.</summary>
    public string Name { get; init; } = "no";

    /// <summary>Of on-failure; zero for any number.</summary>
    public int MaximumRetryCount { get; init; }
}
