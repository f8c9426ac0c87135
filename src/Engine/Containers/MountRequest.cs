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

    /// <summary>
    /// The other options by their names: <c>bind-propagation</c>, <c>bind-recursive</c> (enabled, disabled, writable,
    /// readonly),
    /// <c>volume-nocopy</c> (true), <c>volume-subpath</c>, <c>volume-driver</c>, <c>image-subpath</c>,
    /// <c>tmpfs-size</c> (bytes),
    /// <c>tmpfs-mode</c> (octal); of those that may be given several times one for each name: <c>volume-label/NAME</c>,
    /// <c>volume-opt/NAME</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
