// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>A container's network: docs/explain.md has the shape of its JSON.</summary>
public sealed record ExplainedNetwork
{
    /// <summary>What this document is: <c>network</c>.</summary>
    public string Kind => "network";

    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary><c>own</c>, <c>host</c>, <c>none</c> or <c>container:NAME</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>In the order of its interfaces; none when it does not run.</summary>
    public required IReadOnlyList<ExplainedEndpoint> Endpoints { get; init; }

    public required IReadOnlyList<ExplainedPort> Ports { get; init; }

    /// <summary>The firewall's rules that concern it, in words, in the order in which a packet meets them.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Where the host sends what leaves: <c>default via 192.0.2.1 dev eth0</c>.</summary>
    public required IReadOnlyList<string> HostRoutes { get; init; }

    /// <summary>Names that it resolves, and to what.</summary>
    public required IReadOnlyList<ExplainedName> Names { get; init; }

    /// <summary>Who answers for names.</summary>
    public required string Resolver { get; init; }
}
