// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;

namespace Husk.Build.Syntax;

/// <summary>Gathers words: unquoted spaces end one.</summary>
internal sealed class WordList
{
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();

    public void Add(char character)
    {
        if (char.IsWhiteSpace(character))
            End();
        else
            _word.Append(character);
    }

    public void Add(string text)
    {
        foreach (char character in text)
            Add(character);
    }

    /// <summary>What is quoted or escaped: a space is a part of the word.</summary>
    public void AddQuoted(string text) => _word.Append(text);

    public List<string> Finish()
    {
        End();
        return _words;
    }

    private void End()
    {
        if (_word.Length == 0)
            return;
        _words.Add(_word.ToString());
        _word.Clear();
    }
}
