// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Build.Syntax;

/// <summary>Which word somebody may have meant.</summary>
public static class Nearest
{
    // As far as BuildKit goes (util/suggest).
    private const int TooFar = 3;

    /// <summary>The word that takes the fewest changes of a letter; null when all take too many, or one is the word
    /// itself.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="words">What could have been.</param>
    /// <param name="ignoresCase">Whether capitals do not matter; what is found then has the case of
    /// <paramref name="word"/>.</param>
    public static string? To(string word, IEnumerable<string> words, bool ignoresCase = false)
    {
        string? nearest = null;
        int least = TooFar;
        string sought = ignoresCase ? word.ToLowerInvariant() : word;
        foreach (string each in words)
        {
            string candidate = ignoresCase ? each.ToLowerInvariant() : each;
            if (candidate == sought)
                return null;
            int distance = Distance(sought, candidate);
            // Of two that are as near, the one that begins alike.
            if (distance < least || (distance == least && nearest is not null && Begins(candidate) && !Begins(nearest)))
                (nearest, least) = (each, distance);
        }
        return nearest is null || !ignoresCase ? nearest
            : word == word.ToLowerInvariant() ? nearest.ToLowerInvariant()
            : word == word.ToUpperInvariant() ? nearest.ToUpperInvariant() : nearest;

        bool Begins(string other) =>
            other.Length > 0 && sought.Length > 0
                && char.ToLowerInvariant(other[0]) == char.ToLowerInvariant(sought[0]);
    }

    /// <summary><c> (did you mean WORD?)</c>, or nothing.</summary>
    public static string Suggestion(string word, IEnumerable<string> words, bool ignoresCase = false) =>
        To(word, words, ignoresCase) is { } nearest ? $" (did you mean {nearest}?)" : "";

    // Levenshtein's, with one row of the table.
    private static int Distance(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (int i = 0; i <= to.Length; i++)
            row[i] = i;
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int change = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
