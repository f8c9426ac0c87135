// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax;

/// <summary>Reads the directives above everything else; the reference, "Parser directives".</summary>
internal sealed class DirectiveReader(SourceFile file)
{
    private readonly List<ParserDirective> _directives = [];

    public IReadOnlyList<ParserDirective> Directives => _directives;

    public char Escape { get; private set; } = '\\';

    /// <summary>How many lines were directives.</summary>
    public int Read()
    {
        while (_directives.Count < file.Lines.Count
            && Parse(file.Lines[_directives.Count], _directives.Count + 1) is { } directive)
        {
            if (_directives.Any(each => each.Name == directive.Name))
            {
                throw new DockerfileException(
                    file, directive.Range, $"only one {directive.Name} parser directive can be used");
            }
            if (directive.Name == "escape")
            {
                Escape = directive.Value is "\\" or "`" ? directive.Value[0]
                    : throw new DockerfileException(
                        file, directive.Range, $"invalid escape token '{directive.Value}' does not match ` or \\");
            }

            _directives.Add(directive);
        }
        return _directives.Count;
    }

    /// <summary>The value of a directive that stands in a comment: <c>check=skip=all</c>; null when it is not that
    /// one.</summary>
    public static string? InComment(string comment, string name) =>
        Split(comment) is var (key, value) && key == name ? value : null;

    private static ParserDirective? Parse(string line, int number)
    {
        string trimmed = line.Trim();
        if (!trimmed.StartsWith('#') || Split(trimmed[1..]) is not var (name, value))
            return null;
        int column = line.Length - line.TrimStart().Length + 1;
        return new ParserDirective(
            name, value, new SourceRange(new(number, column), new(number, line.TrimEnd().Length + 1)));
    }

    // Anything else is a comment, and with it the directives end.
    private static (string Name, string Value)? Split(string comment)
    {
        int equals = comment.IndexOf('=');
        if (equals < 0)
            return null;
        string name = comment[..equals].Trim().ToLowerInvariant();
        string value = comment[(equals + 1)..].Trim();
        return name is "syntax" or "escape" or "check" && value.Length > 0 ? (name, value) : null;
    }
}
