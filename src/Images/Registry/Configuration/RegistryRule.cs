// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Images.Registry.Configuration;

/// <summary>What the user set up for the repositories whose names begin with a prefix.</summary>
/// <param name="Prefix">A host, or a host and the first parts of a path: <c>docker.io/library</c>.</param>
/// <param name="Location">Where they really are; null for where the name says.</param>
/// <param name="Security">For the location; null for what its host implies.</param>
/// <param name="Mirrors">Asked first, in this order, by whoever pulls.</param>
public sealed record RegistryRule(
    string Prefix, string? Location, RegistrySecurity? Security, IReadOnlyList<RegistryLocation> Mirrors)
{
    /// <summary>Whether the prefix covers the name, at a boundary: a/b covers a/b and a/b/c, and not a/bc.</summary>
    public bool Covers(string name) =>
        name.StartsWith(Prefix, System.StringComparison.Ordinal)
            && (name.Length == Prefix.Length || name[Prefix.Length] == '/');
}
