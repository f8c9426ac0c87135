// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;

namespace Husk.Architecture;

/// <summary>C# as text, read just well enough to tell code from comments and strings.</summary>
internal static class CSharpText
{
    /// <summary>The same text with everything in comments, strings and character literals left out; lines stay
    /// lines.</summary>
    public static string WithoutCommentsAndStrings(string text)
    {
        var code = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOfHidden(text, at);
            if (end == at)
            {
                code.Append(text[at++]);
                continue;
            }

            code.Append('\n', text.AsSpan(at, end - at).Count('\n'));
            at = end;
        }

        return code.ToString();
    }

    /// <summary>Where the comment or literal ends that begins here; here itself when none does.</summary>
    private static int EndOfHidden(string text, int at)
    {
        ReadOnlySpan<char> rest = text.AsSpan(at);
        if (rest.StartsWith("//"))
        {
            return After(text, at, "\n") - (text.IndexOf('\n', at) < 0 ? 0 : 1);
        }

        if (rest.StartsWith("/*"))
        {
            return After(text, at + 2, "*/");
        }

        if (rest.StartsWith("\"\"\""))
        {
            int quotes = rest.Length - rest.TrimStart('"').Length;
            return After(text, at + quotes, new string('"', quotes));
        }

        if (rest.StartsWith("@\"") || rest.StartsWith("$@\"") || rest.StartsWith("@$\""))
        {
            return AfterVerbatim(text, text.IndexOf('"', at) + 1);
        }

        return rest[0] is '"' or '\'' ? AfterQuoted(text, at + 1, rest[0]) : at;
    }

    private static int After(string text, int at, string end)
    {
        int found = text.IndexOf(end, at, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + end.Length;
    }

    private static int AfterQuoted(string text, int at, char quote)
    {
        while (at < text.Length && text[at] != quote && text[at] != '\n')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, text.Length);
    }

    /// <summary>In a verbatim string a quote is written twice.</summary>
    private static int AfterVerbatim(string text, int at)
    {
        while (at < text.Length)
        {
            at = After(text, at, "\"");
            if (at >= text.Length || text[at] != '"')
            {
                return at;
            }

            at++;
        }

        return at;
    }
}
