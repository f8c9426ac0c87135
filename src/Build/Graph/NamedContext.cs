// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Steps;
using Husk.Oci;

namespace Husk.Build.Graph;

/// <summary>What <c>--build-context NAME=...</c> puts in the place of a name.</summary>
public abstract record NamedContext
{
    /// <summary>A directory of this machine.</summary>
    public sealed record Local(BuildContext Context) : NamedContext;

    /// <summary>A repository, or a file of a web server: brought here when a step first wants it.</summary>
    public sealed record Remote(string Address, Func<CancellationToken, Task<BuildContext>> Fetch) : NamedContext;

    /// <summary>An image of a directory, <c>oci-layout://PATH[:TAG][@DIGEST]</c>.</summary>
    public sealed record Layout(LayoutPlace Place) : NamedContext;

    /// <summary>An image, <c>docker-image://NAME</c>.</summary>
    public sealed record Image(Reference Name) : NamedContext;
}
