// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Engine.Building;

/// <summary>One <c>--output</c>.</summary>
/// <param name="Kind">What.</param>
/// <param name="Destination">A directory, or a file; null for an image's archive or a tar that <paramref name="Open"/>
/// takes.</param>
/// <param name="Open">Where an archive goes; asked when it is there to be written.</param>
public sealed record BuildOutput(BuildOutputKind Kind, string? Destination, Func<Stream>? Open)
{
    /// <summary>Whether the image goes to its registry too.</summary>
    public bool Pushes { get; init; }
}
