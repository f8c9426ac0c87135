// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Architecture;

/// <summary>Rows of tables as GitHub's Markdown has them.</summary>
internal static class MarkdownTable
{
    /// <summary>The cells of a row, trimmed; none when the line is no row.</summary>
    public static string[] Cells(string line) =>
        line.StartsWith('|') && line.TrimEnd().EndsWith('|')
            ? [.. line.Trim()[1..^1].Split('|').Select(cell => cell.Trim())]
            : [];
}
