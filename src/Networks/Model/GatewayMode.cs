// SPDX-License-Identifier: Apache-2.0
namespace Husk.Networks;

/// <summary>How a network's containers and other hosts reach each other, for one family of addresses.</summary>
public enum GatewayMode
{
    /// <summary>Containers leave with the host's address, and are reached by ports of the host.</summary>
    Nat,

    /// <summary>The same, and other hosts reach every port of a container by its own address.</summary>
    NatUnprotected,

    /// <summary>Containers keep their addresses, and are reached by those on the ports that they publish.</summary>
    Routed,

    /// <summary>The host has no address in it; for internal networks.</summary>
    Isolated,
}
