// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Husk.Build.Syntax;

/// <summary>
/// A pattern of the shell without brackets (XCU 2.13): <c>?</c> is one character, <c>*</c> any number, but no line
/// feed.
/// </summary>
internal sealed class ShellPattern
{
    private const int AnyOne = -1;
    private const int AnyNumber = -2;

    private readonly int[] _tokens;

    private ShellPattern(int[] tokens) => _tokens = tokens;

    /// <exception cref="FormatException">A character is escaped that has no meaning.</exception>
    public static ShellPattern Parse(string pattern)
    {
        var tokens = new List<int>();
        int[] characters = Characters(pattern);
        for (int i = 0; i < characters.Length; i++)
        {
            switch (characters[i])
            {
                case '*':
                    tokens.Add(AnyNumber);
                    break;
                case '?':
                    tokens.Add(AnyOne);
                    break;
                case '\\':
                    // The braces and slashes of the substitution around the pattern are escaped too.
                    i++;
                    tokens.Add(
                        i < characters.Length && characters[i] is '*' or '?' or '\\' or '}' or '/' ? characters[i]
                        : throw new FormatException(
                            $"invalid escape '\\{(i < characters.Length ? new Rune(characters[i]).ToString() : "")}'"));
                    break;
                default:
                    tokens.Add(characters[i]);
                    break;
            }
        }
        return new ShellPattern([.. tokens]);
    }

    /// <summary>The text without what matches at its start.</summary>
    public string TrimStart(string text, bool isLongest)
    {
        int[] characters = Characters(text);
        int end = Match(_tokens, characters, 0, isLongest);
        return end < 0 ? text : Text(characters.AsSpan(end));
    }

    /// <summary>The text without what matches at its end.</summary>
    public string TrimEnd(string text, bool isLongest)
    {
        int[] characters = Characters(text);
        Array.Reverse(characters);
        int end = Match([.. _tokens.AsEnumerable().Reverse()], characters, 0, isLongest);
        if (end < 0)
            return text;
        int[] left = characters[end..];
        Array.Reverse(left);
        return Text(left);
    }

    /// <summary>The text with the first match replaced, or all of them; each is as long as it can be.</summary>
    public string Replace(string text, string replacement, bool isEverywhere)
    {
        int[] characters = Characters(text);
        var result = new StringBuilder();
        for (int i = 0; i <= characters.Length;)
        {
            int end = Match(_tokens, characters, i, isLongest: true);
            if (end >= 0)
            {
                result.Append(replacement);
                if (!isEverywhere)
                    return result.Append(Text(characters.AsSpan(end))).ToString();
            }
            if (end > i)
            {
                i = end;
                // What is empty right behind a match is no other match.
                if (i == characters.Length)
                    break;
            }
            else if (i++ < characters.Length)
            {
                result.Append(new Rune(characters[i - 1]));
            }
        }
        return result.ToString();
    }

    // Follows all ways at once, so that no pattern takes longer than its length times the text's.
    private static int Match(int[] tokens, int[] text, int start, bool isLongest)
    {
        var reached = new bool[text.Length + 1];
        reached[start] = true;
        foreach (int token in tokens)
        {
            for (int i = token == AnyNumber ? start : text.Length; token == AnyNumber ? i < text.Length : i > start;
                i += token == AnyNumber ? 1 : -1)
            {
                if (token == AnyNumber)
                    reached[i + 1] |= reached[i] && text[i] != '\n';
                else
                    reached[i] = reached[i - 1] && (token == AnyOne ? text[i - 1] != '\n' : text[i - 1] == token);
            }
            if (token != AnyNumber)
                reached[start] = false;
        }
        return isLongest ? Array.LastIndexOf(reached, true) : Array.IndexOf(reached, true);
    }

    private static int[] Characters(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    private static string Text(ReadOnlySpan<int> characters)
    {
        var text = new StringBuilder();
        foreach (int character in characters)
            text.Append(new Rune(character));
        return text.ToString();
    }
}
