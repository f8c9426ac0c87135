// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Syntax;

internal sealed partial class ShellLexer
{
    private string ReadVariable()
    {
        _at++;
        if (!IsAtEnd && text[_at] == '{')
            return ReadBracedVariable();
        string name = ReadName();
        if (name.Length == 0)
            return "$";
        return variable(name) ?? (lexing.HasFlag(ShellLexing.KeepUnset) ? "$" + name : "");
    }

    private string ReadBracedVariable()
    {
        _at++;
        if (IsAtEnd)
            throw Wrong("syntax error: missing '}'");
        if (text[_at] is '{' or '}' or ':')
            throw Wrong("syntax error: bad substitution");
        int start = _at;
        string name = ReadName();
        string? value = variable(name);
        string result = IsAtEnd ? throw Wrong("syntax error: missing '}'") : text[_at++] switch
        {
            '}' => value ?? "",
            ':' when IsAtEnd => throw Wrong("syntax error: missing '}'"),
            ':' => Modified(name, value, text[_at++], emptyIsUnset: true),
            '/' => Replaced(value),
            char modifier => Modified(name, value, modifier, emptyIsUnset: false),
        };
        return value is null && lexing.HasFlag(ShellLexing.KeepUnset) ? "${" + text[start.._at] : result;
    }

    private string Modified(string name, string? value, char modifier, bool emptyIsUnset)
    {
        bool isPattern = modifier is '#' or '%';
        bool isKnown = modifier is '-' or '+' or '?' || (isPattern && !emptyIsUnset);
        if (!isKnown)
            throw Wrong($"unsupported modifier ({(emptyIsUnset ? ":" : "")}{modifier}) in substitution");
        string word = ReadPart('}', isPattern, "syntax error: missing '}'");
        bool isUnset = value is null || (emptyIsUnset && value.Length == 0);
        switch (modifier)
        {
            case '-':
                return isUnset ? word : value!;
            case '+':
                return isUnset ? "" : word;
            case '?' when isUnset && lexing.HasFlag(ShellLexing.KeepUnset):
                return value ?? "";
            case '?':
                return !isUnset ? value!
                    : throw Wrong($"{name}: {(word.Length > 0 ? word : $"is not allowed to be {(value is null ? "unset" : "empty")}")}");
            default:
                bool isLongest = word.Length > 0 && word[0] == modifier;
                ShellPattern pattern = Pattern(isLongest ? word[1..] : word);
                return modifier == '#'
                    ? pattern.TrimStart(value ?? "", isLongest)
                    : pattern.TrimEnd(value ?? "", isLongest);
        }
    }

    private string Replaced(string? value)
    {
        bool isEverywhere = !IsAtEnd && text[_at] == '/';
        if (isEverywhere)
            _at++;
        string pattern = ReadPart('/', true, "syntax error: missing '/' in ${}");
        string replacement = ReadPart('}', true, "syntax error: missing '}'");
        return Pattern(pattern).Replace(value ?? "", replacement, isEverywhere);
    }

    private string ReadPart(char stop, bool keepsEscapes, string missing)
    {
        try
        {
            return ReadUntil(stop, keepsEscapes).Text;
        }
        catch (ExpansionException) when (IsAtEnd)
        {
            throw Wrong(missing);
        }
    }

    private ShellPattern Pattern(string pattern)
    {
        try
        {
            return ShellPattern.Parse(pattern);
        }
        catch (FormatException wrong)
        {
            throw Wrong($"invalid pattern ({pattern}) in substitution: {wrong.Message}");
        }
    }

    // A positional parameter, a special one, or a name; XCU 2.5.
    private string ReadName()
    {
        int start = _at;
        if (IsAtEnd)
            return "";
        if (char.IsDigit(text[_at]))
        {
            while (!IsAtEnd && char.IsDigit(text[_at]))
                _at++;
        }
        else if (text[_at] is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _at++;
        }
        else
        {
            while (!IsAtEnd && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
                _at++;
        }
        return text[start.._at];
    }
}
