// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Engine.Building;

/// <summary>Where a cache comes from, or goes to; one of the three.</summary>
/// <param name="Directory">An OCI image layout; null otherwise.</param>
/// <param name="Name">In a registry; null otherwise.</param>
/// <param name="IsInline">In the image itself.</param>
public sealed record CacheEnd(string? Directory, Reference? Name, bool IsInline)
{
    /// <summary>Whether all steps go, and not only those that the image has.</summary>
    public bool TakesAll { get; init; }

    /// <summary>Whether a build is none the worse when the cache cannot be written there.</summary>
    public bool IgnoresErrors { get; init; }

    public override string ToString() => Directory ?? Name?.Familiar ?? "the image";
}
