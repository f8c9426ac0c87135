// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Build.Syntax;

namespace Husk.Build.Outlines;

/// <summary>A stage that <c>--target</c> can name.</summary>
/// <param name="Name">Empty without one.</param>
/// <param name="IsDefault">Whether it is built when nobody says which.</param>
/// <param name="Description">What the comment above it says: <c># NAME DESCRIPTION</c>; empty without it.</param>
/// <param name="Base">What its FROM names, as written.</param>
/// <param name="Platform">Empty without the flag.</param>
/// <param name="Range">Its FROM.</param>
public sealed record BuildTarget(
    string Name, bool IsDefault, string Description, string Base, string Platform, SourceRange Range)
{
    /// <summary>All of a file, in its order.</summary>
    public static IReadOnlyList<BuildTarget> Of(Dockerfile file) =>
    [
        .. file.Stages.Select(stage => new BuildTarget(
            stage.Name ?? "", stage.Index == file.Stages.Count - 1, stage.From.Source.DescriptionOf(stage.Name),
            stage.From.Image, stage.From.Platform ?? "", stage.From.Range)),
    ];
}
