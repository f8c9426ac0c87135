// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Build.Syntax;

/// <summary>
/// Reads a text as the shell reads a word: quotes, escapes, variables. As in POSIX "Shell Command Language" 2.2 and
/// 2.6.2, with bash's patterns and replacements, and none of its other expansions.
/// </summary>
/// <param name="text">What is read.</param>
/// <param name="escape">Takes the meaning of the next character.</param>
/// <param name="variable">A variable's value; null when it is not set.</param>
/// <param name="lexing">What stays as it is.</param>
internal sealed partial class ShellLexer(string text, char escape, Func<string, string?> variable, ShellLexing lexing)
{
    private int _at;
    private bool _keepsEscapes = lexing.HasFlag(ShellLexing.KeepEscapes);

    private bool KeepsQuotes => lexing.HasFlag(ShellLexing.KeepQuotes);

    private bool IsAtEnd => _at >= text.Length;

    /// <summary>The text as it is meant, and the same in words.</summary>
    /// <exception cref="ExpansionException">It cannot be read, or a variable that it demands is not set.</exception>
    public (string Text, List<string> Words) Read() => ReadUntil(null, _keepsEscapes);

    private (string Text, List<string> Words) ReadUntil(char? stop, bool keepsEscapes)
    {
        bool kept = _keepsEscapes;
        _keepsEscapes = keepsEscapes;
        var result = new StringBuilder();
        var words = new WordList();
        while (!IsAtEnd)
        {
            char next = text[_at];
            if (next == stop)
            {
                _at++;
                _keepsEscapes = kept;
                return (result.ToString(), words.Finish());
            }
            switch (next)
            {
                case '$':
                    string value = ReadVariable();
                    result.Append(value);
                    words.Add(value);
                    break;
                case '<':
                    AddQuoted(ReadHeredocMark());
                    break;
                case '\'' or '"' when !lexing.HasFlag(ShellLexing.QuotesAreText):
                    AddQuoted(next == '"' ? ReadDoubleQuoted() : ReadSingleQuoted());
                    break;
                default:
                    ReadCharacter(result, words);
                    break;
            }
        }
        return stop is null
            ? (result.ToString(), words.Finish())
            : throw Wrong($"unexpected end of statement while looking for matching {stop}");

        void AddQuoted(string quoted)
        {
            result.Append(quoted);
            words.AddQuoted(quoted);
        }
    }

    private void ReadCharacter(StringBuilder result, WordList words)
    {
        char character = text[_at++];
        if (character != escape)
        {
            result.Append(character);
            words.Add(character);
            return;
        }
        string escaped = IsAtEnd ? "" : text[_at++].ToString();
        string whole = _keepsEscapes ? character + escaped : escaped;
        result.Append(whole);
        words.AddQuoted(whole);
    }

    // All up to the next one as it is; nothing escapes it.
    private string ReadSingleQuoted()
    {
        int end = text.IndexOf('\'', _at + 1);
        if (end < 0)
            throw Wrong("unexpected end of statement while looking for matching single-quote");
        string quoted = KeepsQuotes ? text[_at..(end + 1)] : text[(_at + 1)..end];
        _at = end + 1;
        return quoted;
    }

    // Variables are replaced; the escape character has its meaning before a quote, a dollar and itself.
    private string ReadDoubleQuoted()
    {
        var result = new StringBuilder();
        Keep(KeepsQuotes);
        while (!IsAtEnd)
        {
            char next = text[_at];
            if (next == '"')
            {
                Keep(KeepsQuotes);
                return result.ToString();
            }
            if (next == '$')
            {
                result.Append(ReadVariable());
            }
            else if (next != escape)
            {
                Keep(true);
            }
            else
            {
                char? escaped = _at + 1 < text.Length ? text[_at + 1] : null;
                bool hasMeaning = escaped is null or '"' or '$' || escaped == escape;
                Keep(_keepsEscapes || !hasMeaning);
                if (hasMeaning && escaped is not null)
                    Keep(true);
            }
        }
        throw Wrong("unexpected end of statement while looking for matching double-quote");

        void Keep(bool keeps)
        {
            if (keeps)
                result.Append(text[_at]);
            _at++;
        }
    }

    // Spaces between << and its word are a part of the word.
    private string ReadHeredocMark()
    {
        int start = _at++;
        if (IsAtEnd || text[_at] != '<')
            return "<";
        for (_at++; !IsAtEnd && text[_at] is ' ' or '\t' or '\r'; _at++)
        {
        }
        return text[start.._at];
    }

    private ExpansionException Wrong(string problem) => new(text, problem);
}
