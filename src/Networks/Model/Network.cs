// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace Husk.Networks;

/// <summary>A network as it is kept in <c>networks/NAME.json</c>.</summary>
public sealed record Network
{
    /// <summary>64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>One of <see cref="NetworkDrivers"/>.</summary>
    public required string Driver { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Created { get; init; }

    /// <summary>At most one of each family; none for <c>host</c> and <c>none</c>.</summary>
    public IReadOnlyList<Subnet> Subnets { get; init; } = [];

    /// <summary>Whether nothing leads out of it.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether it was asked for without IPv4.</summary>
    public bool WithoutIpv4 { get; init; }

    /// <summary>Whether it was asked for with IPv6.</summary>
    public bool Ipv6 { get; init; }

    /// <summary>Kept for who asks; a network without a cluster has no use for it.</summary>
    public bool Attachable { get; init; }

    /// <summary>Whether it is there to be copied from (<see cref="ConfiguredFrom"/>), and for no container.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>The network that subnets, options and labels were copied from; null for none.</summary>
    public string? ConfiguredFrom { get; init; }

    /// <summary>The driver's, by the names in <see cref="NetworkOptions"/>.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it is <c>bridge</c>, <c>host</c> or <c>none</c>, which cannot be removed.</summary>
    [JsonIgnore]
    public bool IsPredefined => NetworkDrivers.Predefined.Contains(Name);

    [JsonIgnore]
    internal Subnet? Ipv4Subnet => Subnets.FirstOrDefault(subnet => subnet.Family == AddressFamily.InterNetwork);

    [JsonIgnore]
    internal Subnet? Ipv6Subnet => Subnets.FirstOrDefault(subnet => subnet.Family == AddressFamily.InterNetworkV6);

    /// <summary>Whether the user chose the bridge, and may have made it.</summary>
    [JsonIgnore]
    internal bool HasChosenBridge => Options.ContainsKey(NetworkOptions.BridgeName);

    /// <summary>The bridge's name on the host, which has room for 15 characters; docker names them like this
    /// too.</summary>
    [JsonIgnore]
    public string BridgeName => Options.TryGetValue(NetworkOptions.BridgeName, out string? name)
        ? name
        : Name == NetworkDrivers.DefaultBridge ? "husk0" : "br-" + Id[..12];

    [JsonIgnore]
    internal int Mtu => NetworkOptions.Number(Options, NetworkOptions.Mtu, 0);

    /// <summary>Whether containers of this network reach each other.</summary>
    [JsonIgnore]
    internal bool IsConnected => NetworkOptions.Switch(Options, NetworkOptions.Icc, true);

    /// <summary>Whether packets leave with the host's address.</summary>
    internal bool Masquerades(Subnet subnet) =>
        !Internal && ModeOf(subnet) != GatewayMode.Routed && NetworkOptions.Switch(Options, NetworkOptions.Masquerade, true);

    /// <summary>Whether the host has the gateway's address.</summary>
    public bool HasGateway(Subnet subnet) =>
        ModeOf(subnet) != GatewayMode.Isolated
        && !(subnet.IsIpv4 && NetworkOptions.Switch(Options, NetworkOptions.InhibitIpv4, false));

    /// <summary>Whether nobody has the gateway's address.</summary>
    public bool IsIsolated(Subnet subnet) => ModeOf(subnet) == GatewayMode.Isolated;

    internal GatewayMode ModeOf(Subnet subnet) =>
        NetworkOptions.Mode(Options, subnet.IsIpv4 ? NetworkOptions.GatewayMode4 : NetworkOptions.GatewayMode6);
}
