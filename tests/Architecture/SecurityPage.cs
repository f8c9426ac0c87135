// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Architecture;

/// <summary>docs/security.md: each attack of its table names code that is there, and a test that shows the defence or
/// the words "not yet".</summary>
internal static class SecurityPage
{
    private const string Page = "docs/security.md";

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        string[][] rows = [.. tree.Lines(Page)
            .SkipWhile(line => !line.StartsWith("| attack |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(MarkdownTable.Cells)];
        if (rows.Length == 0)
        {
            yield return $"{Page}: no table of attacks";
        }

        foreach (string[] row in rows)
        {
            if (row.Length != 5)
            {
                yield return $"{Page}: {row[0]}: {row.Length} cells where there are 5 columns";
            }
            else if (!row[3].Contains("](", StringComparison.Ordinal))
            {
                yield return $"{Page}: {row[0]}: no link to the code that defends";
            }
            else if (row[4] != "not yet" && !row[4].Contains("](../tests/", StringComparison.Ordinal))
            {
                yield return $"{Page}: {row[0]}: no link to a test";
            }
        }
    }
}
