// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Containers;

/// <summary>What was asked for in one network.</summary>
public sealed record EndpointSettings
{
    public string[] Aliases { get; init; } = [];

    public string? IPv4Address { get; init; }

    public string? IPv6Address { get; init; }

    public string[] LinkLocalIPs { get; init; } = [];

    public string? MacAddress { get; init; }

    /// <summary>Among the networks of one container, the highest has the default route.</summary>
    public int GwPriority { get; init; }

    public string[] Links { get; init; } = [];

    public IReadOnlyDictionary<string, string> DriverOpts { get; init; } = new Dictionary<string, string>();
}
