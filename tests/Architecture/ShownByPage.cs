// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>Pages whose tables say what shows that something holds: each row names tests, and they are there.</summary>
internal static partial class ShownByPage
{
    private const string SpecConformance = "docs/spec-conformance.md";
    private const string Images = "tests/Images.Tests/README.md";
    private const string DockerConformance = "docs/docker-conformance.md";
    private const string Transcripts = "tests/EndToEnd/Parity/Transcripts/";

    public static IEnumerable<string> OfSpecConformance(SourceTree tree) =>
        Violations(tree, SpecConformance, "| rule | husk-oci | shown by |");

    public static IEnumerable<string> OfImages(SourceTree tree) =>
        Violations(tree, Images, "| asked | tried with | shown by |");

    public static IEnumerable<string> OfDockerConformance(SourceTree tree) =>
        Violations(tree, DockerConformance, "| docker | husk | shown by |");

    private static IEnumerable<string> Violations(SourceTree tree, string page, string heading)
    {
        HashSet<string> tests =
        [
            .. tree.Under("tests/", ".cs").SelectMany(path => TestsOf(path, tree.Read(path))),
            .. tree.Under(Transcripts, ".txt").SelectMany(path => ScenariosOf(path, tree.Lines(path))),
        ];
        int rows = 0;
        foreach (string line in tree.Lines(page)
            .Where(line =>
                line.StartsWith('|') && line != heading && !line.StartsWith("|---", StringComparison.Ordinal)))
        {
            rows++;
            string[] cells = MarkdownTable.Cells(line);
            string[] named = cells.Length == 3
                ? [.. Name().Matches(cells[2]).Select(match => match.Groups[1].Value)]
                : [];
            if (cells.Length != 3)
            {
                yield return $"{page}: {line}: not the three columns of {heading}";
            }
            else if (named.Length == 0)
            {
                yield return $"{page}: {cells[0]}: no test shows it";
            }

            foreach (string test in named.Where(test => !tests.Contains(test)))
            {
                yield return $"{page}: {cells[0]}: there is no test {test}";
            }
        }

        if (rows == 0)
        {
            yield return $"{page}: no row";
        }
    }

    /// <summary>Names with underscores are those of tests; the class has the file's name.</summary>
    private static IEnumerable<string> TestsOf(string path, string text) =>
        Test().Matches(text).Select(match => $"{Path.GetFileNameWithoutExtension(path)}.{match.Groups[1].Value}");

    /// <summary>A scenario is called by its transcript and its title.</summary>
    private static IEnumerable<string> ScenariosOf(string path, IEnumerable<string> lines) =>
        lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => $"{Path.GetFileNameWithoutExtension(path)}: {line[3..]}");

    [GeneratedRegex(@"\bpublic (?:async )?(?:void|Task) (\w+_\w+)\(")]
    private static partial Regex Test();

    [GeneratedRegex(@"`(\w+\.\w+|\w+: [^`]+)`")]
    private static partial Regex Name();
}
