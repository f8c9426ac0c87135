// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>
/// Every budget is measured: its scenario and its candidates are a bench's, and the runtime's bench has none without a
/// budget.
/// </summary>
internal static partial class Budgets
{
    private const string Page = "docs/budgets.md";
    private const string Bench = "bench/run.sh";
    private const string EngineBench = "bench/engine.sh";

    private static readonly string[] Columns = ["scenario", "candidate", "against", "what", "now", "final"];

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        string[][] rows = [.. tree.Lines(Page)
            .SkipWhile(line => !MarkdownTable.Cells(line).SequenceEqual(Columns)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(MarkdownTable.Cells)];
        if (rows.Length == 0)
        {
            yield return $"{Page}: no table with the columns {string.Join(" | ", Columns)}";
        }

        string benches = tree.Read(Bench) + (tree.HasFile(EngineBench) ? tree.Read(EngineBench) : "");
        string[] scenarios = [.. CaseArm().Matches(tree.Read(Bench)).Select(match => match.Groups[1].Value).Distinct()];
        foreach (string[] row in rows)
        {
            string name = string.Join(' ', row.Take(4));
            if (row.Length != Columns.Length)
            {
                yield return $"{Page}: {name}: {row.Length} cells where there are {Columns.Length} columns";
                continue;
            }

            if (!Regex.IsMatch(benches, $@"^\s+{Regex.Escape(row[0])}\)", RegexOptions.Multiline))
            {
                yield return $"{Page}: {name}: bench/ has no scenario {row[0]}";
            }

            foreach (string candidate in row[1..3]
                .Where(candidate => !Regex.IsMatch(benches, $@"\b{Regex.Escape(candidate)}\b")))
            {
                yield return $"{Page}: {name}: bench/ has no candidate {candidate}";
            }

            if (row[3] is not ("time" or "rss"))
            {
                yield return $"{Page}: {name}: {row[3]} is not measured";
            }

            if (!Number(row[4], out double now) || !Number(row[5], out double final) || final > now)
            {
                yield return $"{Page}: {name}: now and final are to be numbers, and final the smaller one: {row[4]}, {row[5]}";
            }
        }

        foreach (string scenario in scenarios.Except(rows.Select(row => row[0])))
        {
            yield return $"{Bench}: {scenario} is measured, and {Page} has no budget for it";
        }
    }

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>The arms of `case $1 in`, whose words are plain; a candidate's arm has a hyphen or assigns.</summary>
    [GeneratedRegex(@"^\s+([a-z]+)\)\s*$", RegexOptions.Multiline)]
    private static partial Regex CaseArm();
}
