// SPDX-License-Identifier: Apache-2.0
using System.Linq;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>What the rules make of a network: pure.</summary>
    public static NetworkTraits TraitsOf(Network network) => new(
        network.IsConnected,
        network.Driver == NetworkDrivers.Bridge && network.Subnets.Any(network.Masquerades),
        network.Subnets.Any(subnet => network.ModeOf(subnet) == GatewayMode.Routed),
        network.Subnets.Any(subnet => network.ModeOf(subnet) == GatewayMode.NatUnprotected));
}
