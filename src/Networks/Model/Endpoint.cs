// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Net;
using System.Text.Json.Serialization;

namespace Husk.Networks;

/// <summary>A container's place in a network.</summary>
public sealed record Endpoint
{
    /// <summary>What the names of all <see cref="Device"/>s begin with.</summary>
    internal const string DevicePrefix = "hk";

    /// <summary>64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string NetworkId { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    public required string ContainerId { get; init; }

    /// <summary>The container's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is found by beside its name and the first 12 digits of its id.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Aliases that this container alone has for others (<c>--link</c>), and whose they are.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>Its name in the container: <c>eth0</c>.</summary>
    public required string Interface { get; init; }

    /// <summary>The other end of its veth pair, on the host; empty for macvlan.</summary>
    public string Device { get; init; } = "";

    /// <summary><c>02:42:0a:cf:00:02</c>.</summary>
    public required string MacAddress { get; init; }

    public IPAddress? Ipv4 { get; init; }

    public int Ipv4PrefixLength { get; init; }

    /// <summary>Null for an internal network.</summary>
    public IPAddress? Ipv4Gateway { get; init; }

    public IPAddress? Ipv6 { get; init; }

    public int Ipv6PrefixLength { get; init; }

    public IPAddress? Ipv6Gateway { get; init; }

    public IReadOnlyList<IPAddress> LinkLocal { get; init; } = [];

    /// <summary>Of several, the one with the highest has the default route.</summary>
    public int GatewayPriority { get; init; }

    [JsonIgnore]
    internal bool LeadsOut => Ipv4Gateway is not null || Ipv6Gateway is not null;
}
