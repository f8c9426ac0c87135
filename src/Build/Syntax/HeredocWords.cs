// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax;

/// <summary>Finds what begins heredocs: <c>&lt;&lt;EOF</c>, <c>&lt;&lt;-EOF</c>, <c>3&lt;&lt;"EOF"</c>; the reference,
/// "Here-Documents".</summary>
internal static partial class HeredocWords
{
    /// <summary>The heredocs of a line in their order, without content.</summary>
    public static List<Heredoc> Find(string line)
    {
        if (!line.Contains("<<", StringComparison.Ordinal))
            return [];
        try
        {
            List<string> words = Lex(line, ShellLexing.KeepQuotes | ShellLexing.KeepEscapes | ShellLexing.KeepUnset);
            return [.. words.Select(Parse).OfType<Heredoc>()];
        }
        catch (ExpansionException)
        {
            // The line is the shell's, which may understand what is not understood here.
            return [];
        }
    }

    /// <summary>The heredoc that a word begins; null when it begins none.</summary>
    public static Heredoc? Parse(string word)
    {
        Match match = Form().Match(word);
        if (!match.Success || match.Groups["name"].Length == 0)
            return null;
        try
        {
            string written = match.Groups["name"].Value;
            List<string> words = Lex(written, ShellLexing.KeepUnset);
            if (words.Count != 1)
                return null;
            // With any part of it quoted, what follows is not expanded (XCU 2.7.4).
            string quoted = Lex(written, ShellLexing.KeepUnset | ShellLexing.KeepQuotes)[0];
            bool isExpanded = quoted.Count(IsQuote) == words[0].Count(IsQuote);
            _ = int.TryParse(match.Groups["descriptor"].ValueSpan, out int descriptor);
            return new Heredoc(words[0], descriptor, isExpanded, match.Groups["tabs"].Length > 0, "");
        }
        catch (ExpansionException)
        {
            return null;
        }
    }

    private static bool IsQuote(char character) => character is '\'' or '"';

    private static List<string> Lex(string text, ShellLexing lexing) =>
        new ShellLexer(text, '\\', _ => null, lexing).Read().Words;

    [GeneratedRegex(@"^(?<descriptor>\d*)<<(?<tabs>-?)\s*(?<name>[^<]*)$")]
    private static partial Regex Form();
}
