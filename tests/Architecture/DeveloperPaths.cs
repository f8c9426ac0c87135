// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>A path of somebody's own machine works there only.</summary>
internal static partial class DeveloperPaths
{
    private static readonly string[] Text = [".cs", ".c", ".h", ".sh", ".md", ".json", ".props", ".targets", ".csproj",
        ".sln", ".yml", ".txt", "Makefile", ".ci/run", ".editorconfig"];

    /// <param name="tree">The files.</param>
    /// <param name="checkout">Where this checkout is: the path most easily left in a file by mistake.</param>
    public static IEnumerable<string> Violations(SourceTree tree, string checkout)
    {
        string own = checkout.TrimEnd('/') + "/";
        foreach (string path in tree.Under("", Text))
        {
            string[] lines = tree.Lines(path);
            for (int i = 0; i < lines.Length; i++)
            {
                string? found = (lines[i] + "/").Contains(own, StringComparison.Ordinal)
                    ? own
                    : Homes().Match(lines[i]) is { Success: true } match ? match.Value : null;
                if (found is not null)
                {
                    yield return $"{path}:{i + 1}: {found} is a path of one machine";
                }
            }
        }
    }

    /// <summary>Homes of people on Linux, macOS and Windows, when something lies in them that looks like
    /// work.</summary>
    [GeneratedRegex(@"(/home/\w+/(src|code|git|work|dev|projects|repos|\.nuget)/|/root/(src|code|git|work|dev|projects|repos|\.nuget)/|/Users/\w+/|[A-Z]:\\Users\\\w+)")]
    private static partial Regex Homes();
}
