// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax.Instructions;

/// <summary>What COPY and ADD have in common: the words, and what becomes of the files.</summary>
/// <param name="Paths">Sources as written, without heredocs: paths, globs, for ADD also URLs and git
/// repositories.</param>
/// <param name="Files">Heredocs, which become files of their names.</param>
/// <param name="Destination">A path; with a slash at its end, a directory.</param>
/// <param name="Owner">Of <c>--chown</c>; null without it.</param>
/// <param name="Mode">Of <c>--chmod</c>, octal or symbolic; null without it.</param>
/// <param name="IsLinked">Whether <c>--link</c>: a layer of its own that depends on nothing below it.</param>
/// <param name="Excludes">Patterns of <c>--exclude</c>.</param>
public sealed record CopyWords(
    IReadOnlyList<string> Paths,
    IReadOnlyList<Heredoc> Files,
    string Destination,
    string? Owner,
    string? Mode,
    bool IsLinked,
    IReadOnlyList<string> Excludes)
{
    internal CopyWords Expand(IWordExpander expander) => this with
    {
        Paths = [.. Paths.Select(expander.Expand)],
        Files = [.. Files.Select(file => file.IsExpanded
            ? file with { RawContent = expander.ExpandContent(file.Content), StripsTabs = false }
            : file)],
        Destination = expander.Expand(Destination),
        Owner = Owner is null ? null : expander.Expand(Owner),
        Mode = Mode is null ? null : expander.Expand(Mode),
    };
}
