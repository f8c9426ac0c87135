// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Networks.Ports;

namespace Husk.Networks.State;

/// <summary>The published ports of this host: <c>ports.json</c>.</summary>
internal sealed record PortTable
{
    public IReadOnlyList<PortLease> Leases { get; init; } = [];

    /// <summary>The host's port that was chosen last: the next choice begins behind it, so that none is reused at
    /// once.</summary>
    public int LastChosen { get; init; }
}
