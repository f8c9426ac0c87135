// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>docs/spec-conformance.md: each rule names tests, and they are there.</summary>
internal static partial class SpecConformancePage
{
    private const string Page = "docs/spec-conformance.md";
    private const string Heading = "| rule | husk-oci | shown by |";

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        HashSet<string> tests = [.. tree.Under("tests/", ".cs").SelectMany(path => TestsOf(path, tree.Read(path)))];
        int rows = 0;
        foreach (string line in tree.Lines(Page).Where(line => line.StartsWith('|') && line != Heading && !line.StartsWith("|---", StringComparison.Ordinal)))
        {
            rows++;
            string[] cells = MarkdownTable.Cells(line);
            string[] named = cells.Length == 3 ? [.. Name().Matches(cells[2]).Select(match => match.Groups[1].Value)] : [];
            if (cells.Length != 3)
            {
                yield return $"{Page}: {line}: not the three columns of {Heading}";
            }
            else if (named.Length == 0)
            {
                yield return $"{Page}: {cells[0]}: no test shows it";
            }

            foreach (string test in named.Where(test => !tests.Contains(test)))
            {
                yield return $"{Page}: {cells[0]}: there is no test {test}";
            }
        }

        if (rows == 0)
        {
            yield return $"{Page}: no row";
        }
    }

    /// <summary>Names with underscores are those of tests; the class has the file's name.</summary>
    private static IEnumerable<string> TestsOf(string path, string text) =>
        Test().Matches(text).Select(match => $"{Path.GetFileNameWithoutExtension(path)}.{match.Groups[1].Value}");

    [GeneratedRegex(@"\bpublic (?:async )?(?:void|Task) (\w+_\w+)\(")]
    private static partial Regex Test();

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex Name();
}
