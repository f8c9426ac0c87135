// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Architecture;

/// <summary>The arrows between projects are those of the table, and the table tells which projects there are.</summary>
internal static class ProjectReferences
{
    /// <summary>A black-box suite: if it saw our code, it could not judge another runtime.</summary>
    private static readonly string[] BlackBoxes = ["Conformance", "EndToEnd"];

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        Dictionary<string, ProjectRow> rows = ProjectTable.Read(tree)
            .ToDictionary(row => row.Name, StringComparer.Ordinal);
        ProjectFile[] projects = [.. ProjectFile.Under(tree, "src/")];
        foreach (ProjectFile project in projects)
        {
            if (!rows.TryGetValue(project.Name, out ProjectRow? row))
            {
                yield return $"{project.FilePath}: {project.Name} has no row in the table of {ProjectTable.Page}";
                continue;
            }

            if (!row.Exists)
            {
                yield return $"{ProjectTable.Page}: {project.Name} is called planned, and exists";
            }

            foreach (string reference in project.References.Except(row.References))
            {
                yield return $"{project.FilePath}: {project.Name} may not reference {reference} ({ProjectTable.Page}, section 2)";
            }
        }

        foreach (ProjectRow row in rows.Values.Where(
            row => row.Exists && !projects.Any(project => project.Name == row.Name)))
        {
            yield return $"{ProjectTable.Page}: {row.Name} is said to exist, and src/{row.Name}/{row.Name}.csproj does not";
        }

        foreach (ProjectFile suite in ProjectFile.Under(tree, "tests/").Where(suite => BlackBoxes.Contains(suite.Name)))
        {
            foreach (string reference in suite.References)
            {
                yield return $"{suite.FilePath}: a black-box suite references {reference}";
            }
        }
    }
}
