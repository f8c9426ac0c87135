// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax;

/// <summary>What stands in the file for one instruction, and where.</summary>
public sealed class InstructionSource
{
    private readonly IReadOnlyList<(int Offset, SourcePosition Position)> _pieces;

    internal InstructionSource(SourceFile file, string text, IReadOnlyList<(int, SourcePosition)> pieces,
        SourceRange range, IReadOnlyList<string> comments)
    {
        File = file;
        Text = text;
        Range = range;
        Comments = comments;
        _pieces = pieces;
    }

    public SourceFile File { get; }

    /// <summary>The instruction on one line: continued lines are joined, comments between them left out, heredocs not
    /// in it.</summary>
    public string Text { get; }

    /// <summary>From its first character to the end of its last line, or of its last heredoc.</summary>
    public SourceRange Range { get; }

    /// <summary>The comment lines right above it, without their marks.</summary>
    public IReadOnlyList<string> Comments { get; }

    /// <summary>What a comment above it says of what it defines, <c># NAME DESCRIPTION</c>; empty for
    /// nothing.</summary>
    public string DescriptionOf(string? name) =>
        name is not null && Comments.FirstOrDefault(
            line => line.StartsWith(name + " ", StringComparison.Ordinal)) is { } line ? line[(name.Length + 1)..] : "";

    /// <summary>Where a word of the instruction stands in the file; all of the instruction when it has no such
    /// word.</summary>
    public SourceRange RangeOf(string word)
    {
        int offset = word.Length == 0 ? -1 : Text.IndexOf(word, StringComparison.Ordinal);
        return offset < 0 ? Range : RangeOf(offset, word.Length);
    }

    internal SourceRange RangeOf(int offset, int length) => length == 0
        ? new SourceRange(PositionOf(offset), PositionOf(offset))
        : new SourceRange(PositionOf(offset),
            PositionOf(offset + length - 1) is var last ? last with { Column = last.Column + 1 } : default);

    private SourcePosition PositionOf(int offset)
    {
        (int start, SourcePosition position) = _pieces.LastOrDefault(piece => piece.Offset <= offset, _pieces[0]);
        return position with { Column = position.Column + offset - start };
    }
}
