// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Husk.Architecture;

/// <summary>Decisions are numbered without gaps, listed, and say the same in the list as in the record.</summary>
internal static class DecisionRecords
{
    private const string Folder = "docs/decisions/";
    private const string List = Folder + "README.md";

    private static readonly string[] Headings = ["## The question", "## Decided", "## What follows"];

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        string[] listed = [.. tree.Lines(List).Where(line => line.StartsWith("| [", StringComparison.Ordinal))];
        int number = 0;
        foreach (string path in tree.Under(Folder, ".md").Where(path => path != List))
        {
            string digits = (++number).ToString("0000", CultureInfo.InvariantCulture);
            string file = Path.GetFileName(path);
            if (!file.StartsWith(digits + "-", StringComparison.Ordinal))
            {
                yield return $"{path}: the next number is {digits}";
            }

            string[] lines = tree.Lines(path);
            string title = lines.FirstOrDefault("");
            if (!title.StartsWith($"# {digits}. ", StringComparison.Ordinal))
            {
                yield return $"{path}: the first line is not `# {digits}. TITLE`";
                continue;
            }

            foreach (string heading in Headings.Except(lines))
            {
                yield return $"{path}: no `{heading}`";
            }

            string status = lines.FirstOrDefault(
                line => line.StartsWith("Status: ", StringComparison.Ordinal), "Status: none")[8..].Split(';')[0];
            string row = $"| [{digits}]({file}) | {title[8..]} | {status} |";
            if (!listed.Contains(row))
            {
                yield return $"{List}: no row `{row}`";
            }
        }

        if (listed.Length != number)
        {
            yield return $"{List}: {listed.Length} rows for {number} records";
        }
    }
}
