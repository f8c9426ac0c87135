// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci;
using Husk.Oci.Json;

namespace Husk.Runtime.Spec;

/// <summary>Words that a place of the configuration may hold, and what each stands for in the kernel.</summary>
/// <param name="noun">What such a word is, as a message says it: <c>a scheduling policy</c>.</param>
/// <param name="rows">The words.</param>
internal sealed class WordTable<T>(string noun, params (string Word, T Value)[] rows)
{
    /// <summary>The words in the table's order.</summary>
    public IEnumerable<string> Words => rows.Select(static row => row.Word);

    public bool TryFind(string word, out T value)
    {
        foreach ((string known, T found) in rows)
        {
            if (known == word)
            {
                value = found;
                return true;
            }
        }

        value = default!;
        return false;
    }

    /// <summary>What a word stands for.</summary>
    /// <exception cref="SpecException">It is none of the table's.</exception>
    public T Find(string word, string jsonPath)
    {
        if (TryFind(word, out T value))
            return value;
        string what = word.Length == 0 ? "is missing" : $"{JsonText.Quoted(word)} is not {noun}";
        throw SpecException.At(jsonPath, $"{what}; known are {string.Join(", ", Words)}");
    }

    /// <summary>Checks each word of a list.</summary>
    /// <exception cref="SpecException">One is none of the table's.</exception>
    public void CheckAll(ReadOnlySpan<string> words, string jsonPath)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (!TryFind(words[i], out _))
                Find(words[i], $"{jsonPath}[{i}]");
        }
    }
}
