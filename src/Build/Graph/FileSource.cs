// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Graph;

/// <summary>Where files are taken from: a directory, or what a stage or an image has; one of the two.</summary>
internal sealed record FileSource(BuildContext? Context, StageState? Stage)
{
    /// <summary>A directory as it is.</summary>
    public bool IsLocal => Context is not null;

    /// <summary>What there is of it without looking at files, for keys: null for a directory, which may have
    /// changed.</summary>
    public string? Identity => Stage is null ? null : Stage.Chain?.ToString() ?? "scratch";
}
