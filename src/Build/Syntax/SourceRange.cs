// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax;

/// <summary>A part of a file.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Just behind its last character.</param>
public readonly record struct SourceRange(SourcePosition Start, SourcePosition End)
{
    /// <summary>The last line that has something of it.</summary>
    public int LastLine => End.Column > 1 || End.Line == Start.Line ? End.Line : End.Line - 1;

    /// <summary>The start of a line.</summary>
    internal static SourceRange OnLine(int line) => new(new SourcePosition(line, 1), new SourcePosition(line, 1));

    public override string ToString() => $"{Start}-{End}";
}
