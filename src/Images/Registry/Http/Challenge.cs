// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Images.Registry.Http;

/// <summary>One challenge of a WWW-Authenticate header: a scheme and its parameters (RFC 9110 section
/// 11.6.1).</summary>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>All challenges of one header value, which may list several.</summary>
    public static List<Challenge> Parse(string header)
    {
        var challenges = new List<Challenge>();
        Dictionary<string, string>? parameters = null;
        ReadOnlySpan<char> rest = header;
        while (true)
        {
            rest = rest.TrimStart(" \t,");
            if (rest.IsEmpty)
                return challenges;
            int end = EndOfToken(rest);
            if (end == 0)
                return challenges;
            string word = rest[..end].ToString();
            rest = rest[end..];
            ReadOnlySpan<char> after = rest.TrimStart(" \t");
            if (parameters is not null && after.StartsWith('='))
            {
                parameters[word] = Value(after[1..].TrimStart(" \t"), out int used);
                rest = after[1..].TrimStart(" \t")[used..];
            }
            else
            {
                parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                challenges.Add(new Challenge(word, parameters));
            }
        }
    }

    private static int EndOfToken(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(" \t,=\"");
        return end < 0 ? text.Length : end;
    }

    private static string Value(ReadOnlySpan<char> text, out int used)
    {
        if (!text.StartsWith('"'))
        {
            used = text.IndexOfAny(" \t,");
            used = used < 0 ? text.Length : used;
            return text[..used].ToString();
        }
        var value = new System.Text.StringBuilder();
        used = 1;
        while (used < text.Length && text[used] != '"')
        {
            if (text[used] == '\\' && used + 1 < text.Length)
                used++;
            value.Append(text[used++]);
        }
        used = int.Min(used + 1, text.Length);
        return value.ToString();
    }
}
