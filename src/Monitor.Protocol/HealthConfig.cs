// SPDX-License-Identifier: Apache-2.0
namespace Husk.Monitor.Protocol;

/// <summary>How to tell whether a container does what it is for.</summary>
public sealed record HealthConfig
{
    /// <summary><c>NONE</c>, <c>CMD arg...</c> or <c>CMD-SHELL line</c>.</summary>
    public string[] Test { get; init; } = [];

    /// <summary>Nanoseconds, as all of them; zero for docker's default.</summary>
    public long Interval { get; init; }

    public long Timeout { get; init; }

    public long StartPeriod { get; init; }

    public long StartInterval { get; init; }

    public int Retries { get; init; }
}
