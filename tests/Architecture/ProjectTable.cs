// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Architecture;

/// <summary>The table of ARCHITECTURE.md, section 2: page and code change together.</summary>
internal static class ProjectTable
{
    public const string Page = "ARCHITECTURE.md";

    private static readonly string[] Columns =
        ["project (`src/`)", "is", "may reference", "packages", "unsafe", "state"];

    /// <exception cref="FormatException">There is no such table, or a row of it cannot be read.</exception>
    public static IReadOnlyList<ProjectRow> Read(SourceTree tree)
    {
        string[] lines = tree.Lines(Page);
        int head = Array.FindIndex(lines, line => MarkdownTable.Cells(line).SequenceEqual(Columns));
        if (head < 0)
        {
            throw new FormatException($"{Page}: no table with the columns {string.Join(" | ", Columns)}");
        }

        return [.. lines.Skip(head + 2).TakeWhile(line => line.StartsWith('|')).Select(ReadRow)];
    }

    private static ProjectRow ReadRow(string line)
    {
        string[] cells = MarkdownTable.Cells(line);
        return cells.Length == Columns.Length && cells[0].Split('`') is { Length: >= 3 } name
            && cells[5] is "exists" or "planned"
            ? new ProjectRow(cells[0].Split('`')[1], Names(cells[2]), Names(cells[3]), cells[4], cells[5] == "exists")
            : throw new FormatException($"{Page}: the row cannot be read: {line}");
    }

    private static string[] Names(string cell) => cell == "-" ? [] : cell.Split(',', StringSplitOptions.TrimEntries);
}
