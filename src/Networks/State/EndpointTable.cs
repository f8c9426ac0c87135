// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Net;

namespace Husk.Networks.State;

/// <summary>
/// The endpoints of a network, which are also the leases of its addresses and the names its resolvers know:
/// <c>NETWORK/endpoints.json</c>.
/// </summary>
internal sealed record EndpointTable
{
    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    /// <summary>The address given out last: the next search begins behind it, so that none is reused at once.</summary>
    public IPAddress? LastIpv4 { get; init; }

    public IPAddress? LastIpv6 { get; init; }

    /// <summary>The index of the bridge that has the gateways' addresses from us.</summary>
    public int Bridge { get; init; }
}
