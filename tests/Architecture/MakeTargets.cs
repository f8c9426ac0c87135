// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>A `make` that a page tells people to type is in the Makefile.</summary>
internal static partial class MakeTargets
{
    public static IEnumerable<string> Violations(SourceTree tree)
    {
        string[] targets = [.. tree.Lines("Makefile").Select(line => Target().Match(line)).Where(match => match.Success)
            .SelectMany(match => match.Groups[1].Value.Split(' '))];
        foreach (string page in tree.Under("", ".md"))
        {
            foreach (string target in Command().Matches(tree.Read(page)).Select(match => match.Groups[1].Value)
                .Distinct().Except(targets))
            {
                yield return $"{page}: the Makefile has no target {target}";
            }
        }
    }

    [GeneratedRegex(@"^([a-z][a-z0-9 -]*?)\s*:(?!=)")]
    private static partial Regex Target();

    [GeneratedRegex(@"(?:`|^)make ([a-z][a-z0-9-]*)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
