// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace Husk.Networks;

/// <summary>The addresses of a network, of one family.</summary>
/// <param name="Prefix"><c>10.207.0.0/24</c>.</param>
/// <param name="Gateway">The host's address in it.</param>
public sealed record Subnet(IPNetwork Prefix, IPAddress Gateway)
{
    /// <summary>Where addresses are given out from (<c>--ip-range</c>); null for all of <see cref="Prefix"/>.</summary>
    public IPNetwork? Range { get; init; }

    /// <summary>Addresses that somebody else has, by the names the user gave them (<c>--aux-address</c>).</summary>
    public IReadOnlyDictionary<string, IPAddress> Auxiliary { get; init; } = new Dictionary<string, IPAddress>();

    /// <summary>Whether the user chose <see cref="Prefix"/>: only there may he choose addresses too.</summary>
    public bool IsChosen { get; init; }

    [JsonIgnore]
    public AddressFamily Family => Prefix.BaseAddress.AddressFamily;

    [JsonIgnore]
    public bool IsIpv4 => Family == AddressFamily.InterNetwork;
}
