// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>What a page points at is there: files, headings in them, and paths of this repository that it names in code
/// type.</summary>
internal static partial class DocumentLinks
{
    private static readonly string[] Folders =
        ["src/", "tests/", "docs/", "native-tests/", "rootfs-fixtures/", "bench/", ".ci/"];

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        foreach (string page in tree.Under("", ".md"))
        {
            string[] lines = WithoutFences(tree.Lines(page));
            for (int i = 0; i < lines.Length; i++)
            {
                foreach (string broken in Links(tree, page, lines[i]).Concat(Paths(tree, lines[i])))
                {
                    yield return $"{page}:{i + 1}: {broken}";
                }
            }
        }
    }

    private static IEnumerable<string> Links(SourceTree tree, string page, string line)
    {
        foreach (string target in Link().Matches(Code().Replace(line, "")).Select(match => match.Groups[1].Value))
        {
            if (target.Contains("://", StringComparison.Ordinal)
                || target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                continue;
            }

            string[] parts = target.Split('#');
            string path = parts[0].Length == 0 ? page : Normal(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
            if (!tree.HasFileOrFolder(path))
            {
                yield return $"the link {target} leads nowhere";
            }
            else if (parts.Length > 1 && !Headings(tree.Lines(path)).Contains(parts[1]))
            {
                yield return $"{path} has no heading for #{parts[1]}";
            }
        }
    }

    private static IEnumerable<string> Paths(SourceTree tree, string line) =>
        from match in Code().Matches(line)
        let path = match.Groups[1].Value
        where Folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) && PlainPath().IsMatch(path)
        where !tree.HasFileOrFolder(path)
        select $"`{path}` does not exist";

    /// <summary>GitHub's anchors: lower case, punctuation gone, spaces to hyphens.</summary>
    private static IEnumerable<string> Headings(string[] lines) =>
        WithoutFences(lines).Where(line => line.StartsWith('#')).Select(line =>
            NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string[] WithoutFences(string[] lines)
    {
        bool fenced = false;
        return [.. lines.Select(line =>
        {
            bool fence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            fenced ^= fence;
            return fenced || fence ? "" : line;
        })];
    }

    private static string Normal(string path) => Path.GetRelativePath("/", Path.GetFullPath("/" + path));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[\w./-]+$")]
    private static partial Regex PlainPath();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
