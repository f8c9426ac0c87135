// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Networks.Names;

/// <summary>What the user wants in <c>/etc/resolv.conf</c>; what is empty is taken from the host's.</summary>
public sealed record ResolverSettings
{
    /// <summary><c>--dns</c>.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary><c>--dns-search</c>; a single <c>.</c> for none.</summary>
    public IReadOnlyList<string> Search { get; init; } = [];

    /// <summary><c>--dns-option</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
