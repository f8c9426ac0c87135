// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Networks;

/// <summary>What <c>network create</c> asks for, as the user wrote it.</summary>
/// <param name="Name">The network's.</param>
public sealed record NetworkRequest(string Name)
{
    public string Driver { get; init; } = "bridge";

    public IReadOnlyList<string> Subnets { get; init; } = [];

    public IReadOnlyList<string> Gateways { get; init; } = [];

    public IReadOnlyList<string> Ranges { get; init; } = [];

    /// <summary>By their names, addresses that somebody else has.</summary>
    public IReadOnlyDictionary<string, string> Auxiliary { get; init; } = new Dictionary<string, string>();

    public bool Internal { get; init; }

    public bool Ipv4 { get; init; } = true;

    public bool Ipv6 { get; init; }

    /// <summary>Whether it is there to be copied from, and for no container.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>The network that subnets, options and labels are copied from.</summary>
    public string? ConfigFrom { get; init; }

    public bool Attachable { get; init; }

    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
