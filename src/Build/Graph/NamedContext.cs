// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Build.Graph;

/// <summary>What <c>--build-context NAME=...</c> puts in the place of a name.</summary>
public abstract record NamedContext
{
    /// <summary>A directory of this machine.</summary>
    public sealed record Local(BuildContext Context) : NamedContext;

    /// <summary>An image, <c>docker-image://NAME</c>.</summary>
    public sealed record Image(Reference Name) : NamedContext;
}
