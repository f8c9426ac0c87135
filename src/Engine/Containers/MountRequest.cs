// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Containers;

/// <summary>One <c>--mount</c>.</summary>
public sealed record MountRequest
{
    /// <summary><c>bind</c>, <c>volume</c>, <c>tmpfs</c> or <c>image</c>.</summary>
    public required string Type { get; init; }

    public string Source { get; init; } = "";

    public required string Target { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>The other options as they were written: <c>bind-propagation</c>, <c>volume-nocopy</c>, <c>tmpfs-size</c>, ...</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
