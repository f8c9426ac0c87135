// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Engine.Explaining.Shell;

/// <summary>Words as a shell reads them (bash(1), QUOTING).</summary>
internal static class ShellText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=@%+,-");

    public static string Quote(string word)
    {
        if (word.Length > 0 && word.AsSpan().IndexOfAnyExcept(Plain) < 0)
            return word;
        // What is not to be seen on a terminal is written as bash's own escape.
        return word.Any(char.IsControl)
            ? "$'" + string.Concat(word.Select(Escaped)) + "'"
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>A text that may be put behind a <c>#</c>.</summary>
    public static string Comment(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private static string Escaped(char c) => c switch
    {
        '\'' or '\\' => "\\" + c,
        '\n' => "\\n",
        '\t' => "\\t",
        _ when char.IsControl(c) => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };
}
