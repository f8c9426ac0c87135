// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Engine;

namespace Husk.Cli.Commands;

/// <summary>
/// The patterns of <c>--filter reference=</c>, which are those of Go's path.Match: <c>*</c> and <c>?</c> stop at a
/// slash, <c>[a-z]</c> and <c>[^a-z]</c> are one character, a backslash takes away the meaning of what follows.
/// </summary>
internal static class PathPattern
{
    /// <summary>Refuses a pattern that is none, whatever it is held against.</summary>
    /// <exception cref="EngineException">In docker's words.</exception>
    public static void Require(string pattern)
    {
        for (ReadOnlySpan<char> rest = pattern; !rest.IsEmpty;)
            Take(ref rest, 'x', out _);
    }

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
                return AfterStar(pattern[1..], text);
            if (text.IsEmpty)
                return false;
            Take(ref pattern, text[0], out bool matches);
            if (!matches)
                return false;
            text = text[1..];
        }
        return text.IsEmpty;
    }

    private static bool AfterStar(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        for (int skipped = 0; ; skipped++)
        {
            if (Matches(pattern, text[skipped..]))
                return true;
            if (skipped == text.Length || text[skipped] == '/')
                return false;
        }
    }

    /// <summary>The pattern's next part, which stands for one character (or for a star).</summary>
    private static void Take(ref ReadOnlySpan<char> pattern, char c, out bool matches)
    {
        char first = pattern[0];
        pattern = pattern[1..];
        switch (first)
        {
            case '?':
                matches = c != '/';
                break;
            case '[':
                matches = TakeClass(ref pattern, c);
                break;
            case '\\':
                matches = TakeLiteral(ref pattern) == c;
                break;
            default:
                matches = first == c;
                break;
        }
    }

    private static bool TakeClass(ref ReadOnlySpan<char> pattern, char c)
    {
        bool negated = pattern is ['^', ..];
        if (negated)
            pattern = pattern[1..];
        bool found = false;
        for (int ranges = 0; pattern is not [']', ..] || ranges == 0; ranges++)
        {
            char low = TakeBound(ref pattern), high = low;
            if (pattern is ['-', ..])
            {
                pattern = pattern[1..];
                high = TakeBound(ref pattern);
            }
            found |= low <= c && c <= high;
        }
        pattern = pattern[1..];
        return found != negated;
    }

    private static char TakeBound(ref ReadOnlySpan<char> pattern)
    {
        if (pattern.IsEmpty || pattern[0] is '-' or ']')
            throw Wrong();
        char bound = pattern[0];
        pattern = pattern[1..];
        return bound == '\\' ? TakeLiteral(ref pattern) : bound;
    }

    private static char TakeLiteral(ref ReadOnlySpan<char> pattern)
    {
        if (pattern.IsEmpty)
            throw Wrong();
        char literal = pattern[0];
        pattern = pattern[1..];
        return literal;
    }

    private static EngineException Wrong() => new(EngineFault.InvalidArgument, "syntax error in pattern");
}
