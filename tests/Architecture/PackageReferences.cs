// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Husk.Architecture;

/// <summary>A package is a decision: none comes in beside the lists.</summary>
internal static class PackageReferences
{
    /// <summary>What every project has, and what test projects may have.</summary>
    private static readonly string[] ForAll = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    private static readonly string[] ForTests =
        ["Microsoft.NET.Test.Sdk", "Mono.Posix.NETStandard", "xunit", "xunit.runner.visualstudio"];

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        Dictionary<string, ProjectRow> rows = ProjectTable.Read(tree)
            .ToDictionary(row => row.Name, StringComparer.Ordinal);
        foreach (ProjectFile project in ProjectFile.Under(tree, ""))
        {
            IEnumerable<string> allowed = project.FilePath.StartsWith("src/", StringComparison.Ordinal)
                ? rows.GetValueOrDefault(project.Name)?.Packages ?? []
                : ForTests;
            foreach (string package in project.Packages.Except(allowed))
            {
                yield return $"{project.FilePath}: the package {package} is on no list ({ProjectTable.Page}, section 2, for src; tests/Architecture for tests)";
            }
        }

        foreach (string props in tree.Under("", "Directory.Build.props", "Directory.Build.targets"))
        {
            string[] allowed = props.StartsWith("tests/", StringComparison.Ordinal) ? [.. ForAll, .. ForTests] : ForAll;
            foreach (string package in Named(tree, props, "PackageReference").Except(allowed))
            {
                yield return $"{props}: the package {package} is given to every project below it";
            }
        }

        string[] used = [.. tree.Under("", ".csproj", ".props", ".targets")
            .SelectMany(path => Named(tree, path, "PackageReference"))];
        foreach (string version in Named(tree, "Directory.Packages.props", "PackageVersion").Except(used))
        {
            yield return $"Directory.Packages.props: nothing uses {version}";
        }
    }

    private static IEnumerable<string> Named(SourceTree tree, string path, string element) =>
        tree.HasFile(path)
            ? XDocument.Parse(tree.Read(path)).Descendants(element).Select(item => item.Attribute("Include")?.Value)
                .OfType<string>()
            : [];
}
