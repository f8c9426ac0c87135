// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Build.Ignore;

/// <summary>Reads patterns: Go's filepath.Match, and with <c>**</c> where that is wanted (moby's
/// patternmatcher).</summary>
internal sealed class PatternReader(string pattern, bool isDeep)
{
    private readonly Rune[] _text = [.. pattern.EnumerateRunes()];
    private int _at;

    private bool IsAtEnd => _at == _text.Length;

    /// <exception cref="FormatException">It is no pattern.</exception>
    public List<PatternToken> Read()
    {
        var tokens = new List<PatternToken>();
        while (!IsAtEnd)
        {
            int character = _text[_at++].Value;
            tokens.Add(character switch
            {
                '*' when isDeep && Take('*') => ReadDeep(),
                '*' => new PatternToken(PatternTokenKind.Name),
                '?' => new PatternToken(PatternTokenKind.OneOfName),
                '[' => ReadClass(),
                '\\' => new PatternToken(PatternTokenKind.Literal, Next()),
                _ => new PatternToken(PatternTokenKind.Literal, character),
            });
        }
        return tokens;
    }

    private PatternToken ReadDeep()
    {
        Take('/');
        return new PatternToken(IsAtEnd ? PatternTokenKind.Anything : PatternTokenKind.Directories);
    }

    private PatternToken ReadClass()
    {
        bool isNegated = Take('^');
        var ranges = new List<(int, int)>();
        while (ranges.Count == 0 || !Take(']'))
        {
            int first = ReadClassCharacter();
            ranges.Add((first, Take('-') ? ReadClassCharacter() : first));
        }
        return new PatternToken(PatternTokenKind.Class, Ranges: ranges, IsNegated: isNegated);
    }

    private int ReadClassCharacter()
    {
        int character = Next();
        return character switch
        {
            '-' or ']' => throw Wrong(),
            '\\' => Next(),
            _ => character,
        };
    }

    private int Next() => IsAtEnd ? throw Wrong() : _text[_at++].Value;

    private bool Take(char character)
    {
        if (IsAtEnd || _text[_at].Value != character)
            return false;
        _at++;
        return true;
    }

    private FormatException Wrong() => new($"syntax error in pattern: {pattern}");
}
