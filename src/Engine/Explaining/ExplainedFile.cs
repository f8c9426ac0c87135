// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>Where a file of a container comes from.</summary>
/// <param name="Path">As it was asked for.</param>
/// <param name="Resolved">With the symlinks on the way followed.</param>
/// <param name="Origin">In words: which layer, or which mount.</param>
public sealed record ExplainedFile(string Path, string Resolved, string Origin)
{
    /// <summary>The layer it comes from, or that took it away; 0 for the writable one, -1 for none.</summary>
    public int Layer { get; init; } = -1;

    /// <summary>The layer's digest; empty for the writable one.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The line of the image's history that made the layer; may be empty.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Whether a whiteout hides it: it is in a layer, and not in the container.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Layers below that have one of the same name, which is not seen.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [];
}
