// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Networks.Ports;

namespace Husk.Networks;

/// <summary>The networks and ports of a container that is to be started.</summary>
/// <param name="ContainerId">Its id, as a file name can be.</param>
/// <param name="Name">What other containers find it by.</param>
public sealed record SandboxSpec(string ContainerId, string Name)
{
    /// <summary>In the order of the interfaces eth0, eth1; one that names <c>none</c> stands alone.</summary>
    public IReadOnlyList<EndpointSpec> Endpoints { get; init; } = [];

    public IReadOnlyList<PortMapping> Ports { get; init; } = [];
}
