// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Build.Syntax;

/// <summary>An instruction's line taken apart: <c>RUN --network=none make</c>.</summary>
/// <param name="Keyword">As written.</param>
/// <param name="Flags">The words that begin with two dashes, without quotes.</param>
/// <param name="Rest">What follows, without blanks around it.</param>
internal sealed record InstructionHead(string Keyword, IReadOnlyList<string> Flags, string Rest)
{
    public static InstructionHead Split(string text, char escape)
    {
        string line = text.Trim();
        int end = line.AsSpan().IndexOfAny("\t\v\f\r ");
        if (end < 0)
            return new InstructionHead(line, [], "");
        var flags = new List<string>();
        int at = end;
        while (NextFlag(line, ref at, escape) is { } flag)
            flags.Add(flag);
        return new InstructionHead(line[..end], flags, line[at..].Trim());
    }

    // Quotes and escapes are taken away here: `--mount="type=cache,target=/a b"` is one flag.
    private static string? NextFlag(string line, ref int at, char escape)
    {
        while (at < line.Length && char.IsWhiteSpace(line[at]))
            at++;
        if (at + 1 >= line.Length || line[at] != '-' || line[at + 1] != '-')
            return null;
        var flag = new StringBuilder();
        char? quote = null;
        for (; at < line.Length && (quote is not null || !char.IsWhiteSpace(line[at])); at++)
        {
            char character = line[at];
            if (character == quote)
                quote = null;
            else if (quote is null && character is '\'' or '"')
                quote = character;
            else if (character != escape)
                flag.Append(character);
            else if (++at < line.Length)
                flag.Append(line[at]);
        }
        // "--" alone ends the flags (XBD 12.2, guideline 10).
        return flag.ToString() is "--" ? null : flag.ToString();
    }
}
