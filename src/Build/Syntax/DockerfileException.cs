// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;

namespace Husk.Build.Syntax;

/// <summary>A Dockerfile that makes no sense, with the place: docker's words on one line, and what to show beside
/// them.</summary>
public sealed class DockerfileException : Exception
{
    /// <param name="file">To quote from.</param>
    /// <param name="range">What is wrong.</param>
    /// <param name="problem">What is wrong with it, and what was expected.</param>
    public DockerfileException(SourceFile file, SourceRange range, string problem)
        : base(string.Create(
            CultureInfo.InvariantCulture, $"dockerfile parse error on line {range.Start.Line}: {problem}"))
    {
        File = file;
        Range = range;
        Problem = problem;
    }

    /// <param name="source">The instruction.</param>
    /// <param name="problem">What is wrong with it, and what was expected.</param>
    /// <param name="word">The word that is wrong; null for the whole instruction.</param>
    public DockerfileException(InstructionSource source, string problem, string? word = null)
        : this(source.File, word is null ? source.Range : source.RangeOf(word), problem)
    {
    }

    public SourceFile File { get; }

    public SourceRange Range { get; }

    /// <summary>The message without the line's number.</summary>
    public string Problem { get; }

    /// <summary>
    /// <c>file:line:column</c>, the line there and a caret below each wrong character, on lines of their own.
    /// </summary>
    public string Quotation => Quote(File, Range);

    internal static string Quote(SourceFile file, SourceRange range)
    {
        var text = new StringBuilder();
        SourcePosition start = range.Start;
        text.Append(CultureInfo.InvariantCulture, $"{file.Name}:{start.Line}:{start.Column}\n");
        if (start.Line > file.Lines.Count)
            return text.ToString();
        string line = file.Lines[start.Line - 1].TrimEnd();
        string number = start.Line.ToString(CultureInfo.InvariantCulture).PadLeft(4);
        text.Append(CultureInfo.InvariantCulture, $"{number} | {line}\n");
        return text.Append(' ', number.Length).Append(" | ").Append(range.Underline(line)).Append('\n').ToString();
    }
}
