// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Syntax.Checks;

/// <summary>What is known of a build when its Dockerfile is checked.</summary>
public sealed record CheckRequest
{
    /// <summary>Values of ARGs.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>What counts instead of the file's own <c># check=</c>; null where that counts.</summary>
    public CheckOptions? Options { get; init; }

    public Platform Target { get; init; } = Platform.Host;

    /// <summary>The lines of the .dockerignore.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The stages that are built; null for all.</summary>
    public Func<Stage, bool>? IsBuilt { get; init; }

    /// <summary>What an image says of its environment and its shell; null when it is not here: then its variables are
    /// not judged.</summary>
    public Func<string, ExecutionConfig?> Image { get; init; } = _ => null;
}
