// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>A container's place in a network: both ends of its cable, and where that leads.</summary>
public sealed record ExplainedEndpoint
{
    public required string Network { get; init; }

    /// <summary><c>bridge</c> or <c>macvlan</c>.</summary>
    public required string Driver { get; init; }

    /// <summary>In the container: <c>eth0</c>.</summary>
    public required string Interface { get; init; }

    /// <summary>With their prefix lengths: <c>10.207.0.2/24</c>.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    public required string MacAddress { get; init; }

    /// <summary>The other end, on the host; empty for macvlan.</summary>
    public required string Peer { get; init; }

    /// <summary>The bridge that <see cref="Peer"/> is in, or the host's interface that is shared.</summary>
    public required string Bridge { get; init; }

    /// <summary>The host's addresses in the network, or for macvlan those of its router; none where it has
    /// none.</summary>
    public required IReadOnlyList<string> Gateways { get; init; }

    /// <summary>Whether the container's default route leads through it.</summary>
    public bool IsDefaultRoute { get; init; }

    public bool Internal { get; init; }

    /// <summary>Whether packets to other hosts leave with the host's address.</summary>
    public bool Masquerades { get; init; }
}
