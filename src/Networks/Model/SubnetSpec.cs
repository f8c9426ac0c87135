// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Networks;

/// <summary>A subnet as the user wrote it; <see cref="NetworkStore.Create"/> says what is wrong with it.</summary>
/// <param name="Subnet"><c>--subnet</c>.</param>
public sealed record SubnetSpec(string Subnet)
{
    /// <summary><c>--gateway</c>; the first address when null.</summary>
    public string? Gateway { get; init; }

    /// <summary><c>--ip-range</c>.</summary>
    public string? Range { get; init; }

    /// <summary><c>--aux-address</c>.</summary>
    public IReadOnlyDictionary<string, string> Auxiliary { get; init; } = new Dictionary<string, string>();
}
