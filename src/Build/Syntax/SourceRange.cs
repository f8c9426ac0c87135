// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

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

    /// <summary>A caret for each character of the first line that is meant, at least one, and blanks before
    /// them.</summary>
    internal string Underline(string line)
    {
        int before = Math.Min(Start.Column - 1, line.Length);
        int length = Math.Clamp(
            (End.Line == Start.Line ? End.Column - 1 : line.Length) - before, 1, Math.Max(1, line.Length - before));
        // A tab is as wide below the line as in it.
        return string.Concat(line[..before].Select(character => character == '\t' ? '\t' : ' '))
            + new string('^', length);
    }

    public override string ToString() => $"{Start}-{End}";
}
