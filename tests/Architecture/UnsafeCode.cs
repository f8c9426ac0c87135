// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>Unsafe code stands where the table allows it.</summary>
internal static partial class UnsafeCode
{
    public static IEnumerable<string> Violations(SourceTree tree)
    {
        foreach (ProjectRow row in ProjectTable.Read(tree))
        {
            string folder = $"src/{row.Name}/";
            foreach (string path in tree.Under(folder, ".cs").Where(path => !row.AllowsUnsafe(path)))
            {
                string[] lines = CSharpText.WithoutCommentsAndStrings(tree.Read(path)).Split('\n');
                for (int i = 0; i < lines.Length; i++)
                {
                    if (Keyword().IsMatch(lines[i]))
                    {
                        yield return $"{path}:{i + 1}: unsafe code; the table of {ProjectTable.Page} says {row.Unsafe} for {row.Name}";
                    }
                }
            }

            foreach (ProjectFile project in ProjectFile.Under(tree, folder)
                .Where(project => row.Unsafe == "no" && project.AllowsUnsafeBlocks))
            {
                yield return $"{project.FilePath}: AllowUnsafeBlocks, where the table of {ProjectTable.Page} says no";
            }
        }
    }

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex Keyword();
}
