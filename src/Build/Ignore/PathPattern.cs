// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Build.Ignore;

/// <summary>A pattern that paths are held against, as a whole.</summary>
public sealed class PathPattern
{
    private readonly PatternToken[] _tokens;

    // Most patterns are a plain path, or have stars at one end only.
    private readonly string? _exact;
    private readonly string? _prefix;
    private readonly string? _suffix;

    private PathPattern(string text, bool isDeep)
    {
        Text = text;
        _tokens = [.. new PatternReader(text, isDeep).Read()];
        int special = text.AsSpan().IndexOfAny("*?[]\\");
        LiteralPrefix = special < 0 ? text : text[..special];
        if (special < 0)
            _exact = text;
        else if (isDeep && text.StartsWith("**", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAny("*?[]\\") < 0)
            _suffix = text[2..];
        else if (isDeep && special == text.Length - 2 && text.EndsWith("**", StringComparison.Ordinal))
            _prefix = text[..^2];
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>What comes before the first character that has a meaning.</summary>
    public string LiteralPrefix { get; }

    /// <summary>A pattern of Go's filepath.Match: stars stop at slashes.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PathPattern Glob(string pattern) => new(pattern, isDeep: false);

    /// <summary>A pattern of a .dockerignore, in which <c>**</c> goes through slashes.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PathPattern Deep(string pattern) => new(pattern, isDeep: true);

    /// <summary>Whether a text has characters that make it a pattern.</summary>
    public static bool HasWildcards(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '*' or '?' or '[')
                return true;
            if (text[i] == '\\')
                i++;
        }
        return false;
    }

    public bool Matches(string path)
    {
        if (_exact is not null)
            return path == _exact;
        if (_prefix is not null)
            return path.StartsWith(_prefix, StringComparison.Ordinal);
        if (_suffix is not null)
        {
            return path.EndsWith(_suffix, StringComparison.Ordinal)
                || (_suffix.StartsWith('/') && path.AsSpan().SequenceEqual(_suffix.AsSpan(1)));
        }
        return path.StartsWith(LiteralPrefix, StringComparison.Ordinal) && MatchesTokens(path);
    }

    /// <summary>Whether a path below a directory may match.</summary>
    public bool MayMatchBelow(string directory)
    {
        string below = directory + "/";
        int length = Math.Min(below.Length, LiteralPrefix.Length);
        // Where only the first star is reached in the directory, what follows is not looked at.
        return string.CompareOrdinal(below, 0, LiteralPrefix, 0, length) == 0;
    }

    // Follows all ways at once: never longer than pattern times path.
    private bool MatchesTokens(string path)
    {
        var characters = new List<int>(path.Length);
        foreach (Rune rune in path.EnumerateRunes())
            characters.Add(rune.Value);
        int count = characters.Count;
        Span<bool> reached = count < 512 ? stackalloc bool[count + 1] : new bool[count + 1];
        reached[0] = true;
        foreach (PatternToken token in _tokens)
            Advance(token, characters, reached);
        return reached[count];
    }

    private static void Advance(PatternToken token, List<int> path, Span<bool> reached)
    {
        switch (token.Kind)
        {
            case PatternTokenKind.Name:
                for (int i = 0; i < path.Count; i++)
                    reached[i + 1] |= reached[i] && path[i] != '/';
                break;
            case PatternTokenKind.Anything:
                for (int i = 0; i < path.Count; i++)
                    reached[i + 1] |= reached[i];
                break;
            case PatternTokenKind.Directories:
                // Wherever a slash has just been, once the token is reached.
                bool isReached = false;
                for (int i = 0; i < path.Count; i++)
                {
                    isReached |= reached[i];
                    reached[i + 1] |= isReached && path[i] == '/';
                }
                break;
            default:
                for (int i = path.Count; i > 0; i--)
                    reached[i] = reached[i - 1] && token.Takes(path[i - 1]);
                reached[0] = false;
                break;
        }
    }
}
