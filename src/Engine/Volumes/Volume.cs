// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Engine.Volumes;

/// <summary>
/// A directory that outlives containers: its volume.json, in docker's words (Engine API 1.51, Volume).
/// </summary>
public sealed record Volume
{
    /// <summary>The label that docker gives to volumes that nobody named.</summary>
    public const string AnonymousLabel = "com.docker.volume.anonymous";

    public required string Name { get; init; }

    public string Driver { get; init; } = "local";

    public DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// <c>type</c>, <c>device</c> and <c>o</c>, when what is mounted is not the volume's own directory.
    /// </summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether nobody named it: it goes with its container.</summary>
    public bool IsAnonymous => Labels.ContainsKey(AnonymousLabel);
}
