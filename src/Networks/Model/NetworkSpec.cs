// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Networks;

/// <summary>What <c>network create</c> asks for. What is left out is chosen.</summary>
/// <param name="Name">Letters, digits, and <c>_.-</c> behind the first.</param>
public sealed record NetworkSpec(string Name)
{
    public string Driver { get; init; } = NetworkDrivers.Bridge;

    public IReadOnlyList<SubnetSpec> Subnets { get; init; } = [];

    public bool Internal { get; init; }

    /// <summary>Whether it has IPv4; a subnet is chosen where none is named.</summary>
    public bool Ipv4 { get; init; } = true;

    public bool Ipv6 { get; init; }

    /// <summary>Whether it is there to be copied from, and for no container.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>The network that subnets, options and labels are to be copied from.</summary>
    public string? ConfigFrom { get; init; }

    public bool Attachable { get; init; }

    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
