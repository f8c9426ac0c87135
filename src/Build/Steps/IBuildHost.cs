// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;
using Husk.Oci.RuntimeSpec;

namespace Husk.Build.Steps;

/// <summary>What a build has somebody else do: bring images, and run programs.</summary>
public interface IBuildHost
{
    /// <summary>An image that is here, or that its registry has.</summary>
    /// <param name="name">Which.</param>
    /// <param name="platform">For which machine.</param>
    /// <param name="pull">Whether its registry is asked although it is here.</param>
    /// <param name="lease">Gets its blobs to keep.</param>
    /// <param name="progress">Told of each layer that comes.</param>
    /// <param name="cancel">Ends it.</param>
    Task<FoundImage> Image(
        Reference name, Platform platform, bool pull, Lease lease, IStepProgress progress, CancellationToken cancel);

    /// <summary>An image of a layout in a directory; taken into the store without a name.</summary>
    /// <param name="place">Which.</param>
    /// <param name="platform">For which machine.</param>
    /// <param name="lease">Gets its blobs and layers to keep.</param>
    /// <param name="cancel">Ends it.</param>
    Task<FoundImage> Layout(LayoutPlace place, Platform platform, Lease lease, CancellationToken cancel);

    /// <summary>Runs a program to its end, on the thread of the caller.</summary>
    /// <param name="step">Which, and in what.</param>
    /// <param name="output">Gets what it writes, as it comes.</param>
    /// <param name="cancel">Kills it.</param>
    /// <returns>Its exit code; 128+n when a signal ended it.</returns>
    int Run(RunStep step, Action<ReadOnlySpan<byte>> output, CancellationToken cancel);

    /// <summary>Whom names of an image mean.</summary>
    /// <param name="root">The mounted image.</param>
    /// <param name="user"><c>name|uid[:group|gid]</c>.</param>
    User ResolveUser(string root, string user);
}
