// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax;

/// <summary>Joins the lines of a file that belong together, and leaves comments out.</summary>
internal sealed class DockerfileLexer
{
    private readonly SourceFile _file;
    private readonly List<int> _emptyContinuations = [];

    // The index of the next line.
    private int _next;

    public DockerfileLexer(SourceFile file)
    {
        _file = file;
        var directives = new DirectiveReader(file);
        _next = directives.Read();
        Directives = directives.Directives;
        Escape = directives.Escape;
    }

    public IReadOnlyList<ParserDirective> Directives { get; }

    public char Escape { get; }

    /// <summary>The numbers of lines at which something was continued over an empty line.</summary>
    public IReadOnlyList<int> EmptyContinuations => _emptyContinuations;

    /// <summary>The next line that has something; null at the end of the file.</summary>
    public LogicalLine? Next()
    {
        var comments = new List<string>();
        while (_next < _file.Lines.Count)
        {
            string line = _file.Lines[_next];
            string trimmed = line.Trim();
            if (trimmed.StartsWith('#'))
                comments.Add(trimmed[1..].Trim());
            // An empty line, or an empty comment, parts comments from what is below.
            if (trimmed is "" or "#")
                comments.Clear();
            if (trimmed.Length == 0 || trimmed[0] == '#')
                _next++;
            else if (Join(comments) is { Text.Length: > 0 } joined)
                return joined;
        }
        return null;
    }

    /// <summary>The lines up to one that is a heredoc's word.</summary>
    /// <param name="line">Where the heredoc was begun.</param>
    /// <param name="heredoc">Its word, and how it is to be read.</param>
    /// <returns>The same with its content.</returns>
    public Heredoc ReadHeredoc(LogicalLine line, Heredoc heredoc)
    {
        var content = new StringBuilder();
        while (_next < _file.Lines.Count)
        {
            string text = _file.Lines[_next++];
            string end = text.TrimEnd('\r');
            if ((heredoc.StripsTabs ? end.TrimStart('\t') : end) == heredoc.Name)
                return heredoc with { RawContent = content.ToString() };
            content.Append(text).Append('\n');
        }
        throw new DockerfileException(Source(line), $"unterminated heredoc: no line says {heredoc.Name}", heredoc.Name);
    }

    /// <summary>A line with all that was read since.</summary>
    public InstructionSource Source(LogicalLine line)
    {
        string last = _file.Lines[_next - 1].TrimEnd('\r');
        var range = new SourceRange(line.Pieces[0].Position, new SourcePosition(_next, last.Length + 1));
        return new InstructionSource(_file, line.Text, line.Pieces, range, line.Comments);
    }

    private LogicalLine Join(List<string> comments)
    {
        var text = new StringBuilder();
        var pieces = new List<(int, SourcePosition)>();
        bool isContinued = true;
        bool isEmpty = false;
        for (int first = _next; isContinued && _next < _file.Lines.Count; _next++)
        {
            string line = _file.Lines[_next].TrimEnd('\r');
            string trimmed = line.TrimStart();
            if (_next > first && trimmed.StartsWith('#'))
                continue;
            if (_next > first && trimmed.Length == 0)
            {
                isEmpty = true;
                continue;
            }
            // Only the first line loses the blanks before it.
            int skipped = _next == first ? line.Length - trimmed.Length : 0;
            string piece = line[skipped..];
            isContinued = WithoutContinuation(ref piece);
            pieces.Add((text.Length, new SourcePosition(_next + 1, skipped + 1)));
            text.Append(piece);
        }
        if (isEmpty)
            _emptyContinuations.Add(_next);
        return new LogicalLine(text.ToString().Trim(), WithoutStart(pieces, text.ToString()), comments);
    }

    // What begins with a continuation may have blanks before its keyword.
    private static IReadOnlyList<(int, SourcePosition)> WithoutStart(
        List<(int Offset, SourcePosition Position)> pieces, string text)
    {
        int blanks = text.Length - text.TrimStart().Length;
        int first = Math.Max(0, pieces.FindLastIndex(piece => piece.Offset <= blanks));
        return [.. pieces.Skip(first).Select(piece => piece.Offset >= blanks
            ? (piece.Offset - blanks, piece.Position)
            : (0, piece.Position with { Column = piece.Position.Column + blanks - piece.Offset }))];
    }

    // The escape character continues a line when nothing but blanks follows it, and no other stands before it.
    private bool WithoutContinuation(ref string line)
    {
        string trimmed = line.TrimEnd(' ', '\t');
        if (!trimmed.EndsWith(Escape) || (trimmed.Length > 1 && trimmed[^2] == Escape))
            return false;
        line = trimmed[..^1];
        return true;
    }
}
