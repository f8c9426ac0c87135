// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Husk.Build.Syntax;

/// <summary>The ways in which instructions have their words.</summary>
internal static class InstructionWords
{
    private static readonly char[] Blanks = ['\t', '\v', '\f', '\r', ' '];

    /// <summary>Words between blanks; quotes mean nothing.</summary>
    public static string[] Plain(string rest) => rest.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first word, and all that follows it; null for the rest when nothing does.</summary>
    public static (string First, string? Remainder) Cut(string text)
    {
        int end = text.IndexOfAny(Blanks);
        return end < 0 ? (text, null) : (text[..end], text[end..].TrimStart(Blanks));
    }

    /// <summary>Words between unquoted blanks; quotes and escapes stay in them for the expansion to come.</summary>
    public static List<string> Quoted(string rest, char escape)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isWord = false;
        char? quote = null;
        for (int at = 0; at < rest.Length; at++)
        {
            char character = rest[at];
            if (quote is null && char.IsWhiteSpace(character))
            {
                End();
                continue;
            }
            if (character == quote)
            {
                quote = null;
            }
            else if (quote is null && character is '\'' or '"')
            {
                quote = character;
                isWord = true;
            }
            else if (character == escape && quote != '\'')
            {
                // At the end it has nothing to escape.
                if (at + 1 == rest.Length)
                    continue;
                word.Append(character);
                character = rest[++at];
            }
            word.Append(character);
        }
        End();
        return words;

        void End()
        {
            if (isWord || word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }

    /// <summary>The strings of a JSON array; null when it is none, and is read in another way.</summary>
    /// <exception cref="FormatException">It is an array, of something else than strings.</exception>
    public static List<string>? Json(string rest)
    {
        if (!rest.StartsWith('['))
            return null;
        var words = new List<string>();
        bool isOther = false;
        try
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(rest));
            for (json.Read(); json.Read();)
            {
                if (json.TokenType is JsonTokenType.String && json.CurrentDepth == 1)
                    words.Add(json.GetString()!);
                else if (json.TokenType is not JsonTokenType.EndArray || json.CurrentDepth > 0)
                    isOther = true;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        return isOther
            ? throw new FormatException("when using JSON array syntax, arrays must be comprised of strings only")
            : words;
    }
}
