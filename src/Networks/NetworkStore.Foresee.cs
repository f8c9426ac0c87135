// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Networks.Firewall;
using Husk.Networks.Ports;
using Husk.Networks.State;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>
    /// What <see cref="Setup"/> would do, without doing it. An address or a port that is free now may be taken a moment
    /// later: nothing is leased.
    /// </summary>
    /// <exception cref="NetworkException">As by <see cref="Setup"/>.</exception>
    public NetworkForesight Foresee(SandboxSpec spec)
    {
        IReadOnlyList<(Network Network, EndpointSpec Spec)> joins = Joins(spec);
        var record = new SandboxRecord(spec.ContainerId, spec.Name);
        var endpoints = new List<Endpoint>();
        foreach ((Network network, EndpointSpec endpoint) in joins)
            endpoints.Add(Choose(record, network, endpoint, endpoints, Endpoints(network.Id)));
        IReadOnlyList<PortLease> leases = Leases(spec, Gateway(endpoints));
        Network[] networks = [.. joins.Select(join => join.Network)];
        IEnumerable<(string Set, string Text)> elements = networks.SelectMany(RulesetText.Elements)
            .Concat(leases.Select(lease => RulesetText.Element(lease, networks)));
        return new NetworkForesight(
            new Sandbox(_paths.Namespace(spec.ContainerId), endpoints, [.. leases.Select(lease => lease.Binding)]),
            networks,
            RulesetText.Whole(networks, leases),
            RulesetText.Change("add", elements).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private PortLease[] Leases(SandboxSpec spec, Endpoint? gateway)
    {
        if (gateway is null || Find(gateway.NetworkId) is not { Driver: NetworkDrivers.Bridge } network)
            return [];
        var chooser = new PortChooser(Ports(), network, gateway);
        return [.. spec.Ports.SelectMany(port => chooser.Choose(spec.ContainerId, port))];
    }
}
