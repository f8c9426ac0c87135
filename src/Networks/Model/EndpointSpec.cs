// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Net;

namespace Husk.Networks;

/// <summary>Which network a container is to be in, and as what.</summary>
/// <param name="Network">Name, id, or a unique prefix of an id.</param>
public sealed record EndpointSpec(string Network)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Aliases that this container alone has for others (<c>--link</c>): the alias, and a container's name or
    /// id.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary><c>--ip</c>; chosen when null.</summary>
    public IPAddress? Ipv4 { get; init; }

    /// <summary><c>--ip6</c>.</summary>
    public IPAddress? Ipv6 { get; init; }

    /// <summary><c>--link-local-ip</c>: further addresses, of 169.254.0.0/16 or fe80::/64.</summary>
    public IReadOnlyList<IPAddress> LinkLocal { get; init; } = [];

    /// <summary><c>02:42:0a:cf:00:02</c>; made of the address when null.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The interface's name in the container; the next free <c>ethN</c> when null.</summary>
    public string? Interface { get; init; }

    /// <summary>
    /// Settings of the interface below /proc/sys/net, and their values: <c>ipv4/conf/IFNAME/log_martians</c>, where
    /// IFNAME stands for the interface's name.
    /// </summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();

    public int GatewayPriority { get; init; }
}
